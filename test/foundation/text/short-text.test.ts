import { expect, test } from 'vitest';
import { shortText } from '../../../src/foundation/text/short-text.ts';

test('a short text is unchanged; a long one is cut and says how long it is', () => {
  expect(shortText('abc', 3)).toBe('abc');
  expect(shortText('abcd', 3)).toBe('abc… (4 characters)');
});

test('the cut does not split a character', () => {
  expect(shortText('ab👍cd', 3)).toBe('ab… (6 characters)');
});
