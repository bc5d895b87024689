import { printableShort } from '../../terminal/printable.ts';

/** Longest list of texts that is printed whole. */
const mostTexts = 20;

/** Texts of messages in a row, safe to print, and each cut to a length that can be read. */
export function listTexts(texts: readonly string[]): string {
  const shown = texts.slice(0, mostTexts).map(printableShort).join(' ');
  return texts.length > mostTexts ? `${shown} … and ${texts.length - mostTexts} more` : shown || '(none)';
}
