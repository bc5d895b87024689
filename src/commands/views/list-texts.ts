import { printableShort } from '../../terminal/printable.ts';

/** Longest list of texts that is printed in full. */
const mostTexts = 20;

/** Texts of messages in one line, safe to print, each cut to a readable length. */
export function listTexts(texts: readonly string[]): string {
  const shown = texts.slice(0, mostTexts).map(printableShort).join(' ');
  return texts.length > mostTexts ? `${shown} … and ${texts.length - mostTexts} more` : shown || '(none)';
}
