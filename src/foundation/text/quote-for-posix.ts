/** The text as a literal word of a POSIX shell. */
export function quoteForPosix(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The text as a word of a POSIX shell, in quotes only where the shell would read it differently. */
export function posixWord(text: string): string {
  return /^[\w./:@,=+%-]+$/.test(text) ? text : quoteForPosix(text);
}
