import { shortText } from '../foundation/text/short-text.ts';

/** About a line of a terminal. */
const mostCharacters = 100;

/**
 * The text with control characters shown as escapes, so that what somebody posted cannot move the cursor or change
 * colours of the reader's terminal.
 */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, escapeCharacter);
}

/** Like `printable`, of a long text only its begin: a message may be a megabyte. */
export function printableShort(text: string): string {
  return printable(shortText(text, mostCharacters));
}

/** Like `printable`, and line breaks and tabs stay. */
export function printableLines(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  return short ?? `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
}
