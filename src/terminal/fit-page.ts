import { stripVTControlCharacters } from 'node:util';

/** Of a terminal; 0 or nothing where it does not tell. */
interface Size {
  rows: number;
  columns: number;
}

/**
 * The lines of a page as they fit a terminal, with a row to spare for the cursor. Lines may wrap where there is room for that; where there is not, they
 * are cut, since a page higher than the terminal would scroll its head away.
 */
export function fitPage(text: string, { rows = 0, columns = 0 }: Partial<Size>): string[] {
  const lines = text.trimEnd().split('\n');
  const mostRows = rows > 0 ? rows - 1 : Infinity;
  if (columns === 0 || wrappedRows(lines, columns) <= mostRows) return lines;
  // Not into the last column: what follows there is on the next row in some terminals.
  return lines.slice(0, mostRows).map((line) => cut(line, columns - 1));
}

function wrappedRows(lines: readonly string[], columns: number): number {
  const rowsOf = (line: string) => Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns));
  return lines.reduce((sum, line) => sum + rowsOf(line), 0);
}

/** Colours take no room, and all of them stay, so that what was begun is ended. */
function cut(line: string, columns: number): string {
  let left = columns;
  return line.replaceAll(/(\u001B\[[\d;]*m)|[^\u001B]/gu, (part, colour?: string) => {
    if (colour !== undefined) return part;
    left -= 1;
    return left >= 0 ? part : '';
  });
}
