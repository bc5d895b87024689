/** Macros of man(7), each with its text escaped. */

/** Ragged right and without hyphenation: commands and flags must not be broken. */
export function title(name: string, section: number, source: string): string {
  return `.TH ${quoted(name.toUpperCase())} ${section} "" ${quoted(source)} "User Commands"\n.nh\n.ad l`;
}

export function section(name: string): string {
  return `.SH ${quoted(name)}`;
}

export function subsection(name: string): string {
  return `.SS ${quoted(name)}`;
}

export function paragraph(text: string): string {
  return `.PP\n${line(text)}`;
}

/** An entry of a list: its head, already marked up, and its meaning, indented. */
export function item(head: string, text: string): string {
  return `.TP\n${head}\n${line(text)}`;
}

/** A command as it is typed: not filled, so that it can be copied. */
export function typed(command: string): string {
  return ['.PP', '.RS 4', '.nf', line(command), '.fi', '.RE'].join('\n');
}

export function bold(text: string): string {
  return `\\fB${exact(text)}\\fR`;
}

export function italic(text: string): string {
  return `\\fI${exact(text)}\\fR`;
}

/** Plain text, with dashes that can be copied. */
function exact(text: string): string {
  return escaped(text).replaceAll('-', String.raw`\-`);
}

/** A separate line: a dot or an apostrophe at its start would make it a request. */
function line(text: string): string {
  const safe = escaped(text).replaceAll(/(?<![a-z0-9])-|--/gi, (dashes) =>
    String.raw`\-`.repeat(dashes.length),
  );
  return /^[.']/.test(safe) ? String.raw`\&${safe}` : safe;
}

/** In plain ASCII, because groff may assume another input encoding. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', String.raw`\e`)
    .replaceAll(/[^ -~\n]/gu, (char) => `\\[u${hexOf(char)}]`)
    .replaceAll("'", String.raw`\(aq`)
    .replaceAll('`', String.raw`\(ga`)
    .replaceAll('^', String.raw`\(ha`)
    .replaceAll('~', String.raw`\(ti`);
}

function hexOf(char: string): string {
  return (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

function quoted(text: string): string {
  return `"${escaped(text).replaceAll('"', String.raw`\(dq`)}"`;
}
