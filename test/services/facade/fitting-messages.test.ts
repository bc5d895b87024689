import { expect, test } from 'vitest';
import { fittingMessages } from '../../../src/services/facade/fitting-messages.ts';

const messages = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => ({ uuid: String(index), msg: 'x'.repeat(length) }));

test.each([
  ['all of a few', messages(3, 10), 3],
  ['a thousand of many', messages(1_500, 10), 1_000],
  ['as many as two million characters', messages(5, 900_000), 2],
  ['one that is larger than that alone', messages(2, 3_000_000), 1],
])('%s fit', (_name, given, fitting) => {
  expect(fittingMessages(given)).toBe(fitting);
});
