import { stripVTControlCharacters } from 'node:util';

/** Size of a terminal; 0 or undefined if it does not report it. */
interface Size {
  rows: number;
  columns: number;
}

/**
 * Fits the lines of a page into a terminal, with one row left for the cursor. Lines wrap if there is room; otherwise
 * they are cut, because a page higher than the terminal would scroll its first lines away.
 */
export function fitPage(text: string, { rows = 0, columns = 0 }: Partial<Size>): string[] {
  const lines = text.trimEnd().split('\n');
  const mostRows = rows > 0 ? rows - 1 : Infinity;
  if (columns === 0 || wrappedRows(lines, columns) <= mostRows) return lines;
  // Not into the last column: some terminals continue on the next row there.
  return lines.slice(0, mostRows).map((line) => cut(line, columns - 1));
}

function wrappedRows(lines: readonly string[], columns: number): number {
  const rowsOf = (line: string) => Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns));
  return lines.reduce((sum, line) => sum + rowsOf(line), 0);
}

/** Colour codes take no width and are all kept, so that every colour is closed. */
function cut(line: string, columns: number): string {
  let left = columns;
  return line.replaceAll(/(\u001B\[[\d;]*m)|[^\u001B]/gu, (part, colour?: string) => {
    if (colour !== undefined) return part;
    left -= 1;
    return left >= 0 ? part : '';
  });
}
