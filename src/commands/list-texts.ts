import { printableLines } from '../terminal/printable.ts';

/** Longest list of texts that is printed whole. */
const mostTexts = 20;

/** Texts of messages in a row, safe to print. */
export function listTexts(texts: readonly string[]): string {
  const shown = printableLines(texts.slice(0, mostTexts).join(' '));
  return texts.length > mostTexts ? `${shown} … and ${texts.length - mostTexts} more` : shown || '(none)';
}
