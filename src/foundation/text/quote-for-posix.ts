/** The text as a literal word of a POSIX shell. */
export function quoteForPosix(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The text as a word of a POSIX shell, quoted only if needed. */
export function posixWord(text: string): string {
  return /^[\w./:@,=+%-]+$/.test(text) ? text : quoteForPosix(text);
}
