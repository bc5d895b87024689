import { expect, test } from 'vitest';
import { shortText } from '../../../src/foundation/text/short-text.ts';

test('a short one stays; a long one says how long it is', () => {
  expect(shortText('abc', 3)).toBe('abc');
  expect(shortText('abcd', 3)).toBe('abc… (4 characters)');
});

test('no half of a character is left at the cut', () => {
  expect(shortText('ab👍cd', 3)).toBe('ab… (6 characters)');
});
