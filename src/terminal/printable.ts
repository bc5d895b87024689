import { shortText } from '../foundation/text/short-text.ts';

/** About a line of a terminal. */
const mostCharacters = 100;

/**
 * The text with control characters shown as escapes, so that a posted text cannot move the cursor or change the colours
 * of the terminal.
 */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, escapeCharacter);
}

/** Like `printable`, but only the start of a long text: a message may be a megabyte. */
export function printableShort(text: string): string {
  return printable(shortText(text, mostCharacters));
}

/** Like `printable`, but keeps line breaks and tabs. */
export function printableLines(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  return short ?? `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
}
