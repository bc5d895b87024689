import { expect, test } from 'vitest';
import { printable, printableLines, printableShort } from '../../src/terminal/printable.ts';

test('control characters are shown, not obeyed', () => {
  expect(printable('a\u001B[2Jb\r\n\tc\u0007\u009B')).toBe('a\\x1b[2Jb\\r\\n\\tc\\x07\\x9b');
});

test('other text stays as it is', () => {
  expect(printable('Grüße \u{1F680} "\\"')).toBe('Grüße \u{1F680} "\\"');
});

test('lines may stay lines', () => {
  expect(printableLines('a\n\tb\u001Bc')).toBe('a\n\tb\\x1bc');
});

test('a long text is cut, and tells its length', () => {
  expect(printableShort('a\u0007')).toBe('a\\x07');
  expect(printableShort('x'.repeat(1_000_000))).toBe(`${'x'.repeat(100)}… (1000000 characters)`);
});
