import { expect, test } from 'vitest';
import { around } from '../../src/judge/log-lines.ts';

const line = (text: string) => ({ name: 'one', line: text });

test('the lines next to a message are shown with it', () => {
  const lines = ['1', '2', '3', 'has msg7', '5', '6', '7'].map(line);
  expect(around(lines, ['msg7']).map((one) => one.line)).toEqual(['2', '3', 'has msg7', '5', '6']);
  expect(around(lines, ['msg8'])).toEqual([]);
});
