import type { PageLine } from '../../wire/page-state.ts';
import { levelOf, levels, type Level } from './parse-line.ts';

export interface LineFilter {
  /** Part of the line, in upper or lower case. */
  text: string;
  /** '': all. */
  process: string;
  /** This level and worse; '': all, also lines that do not tell theirs. */
  level: Level | '';
}

/** More are not drawn: the browser would be slow. */
export const mostShown = 100;

export interface SelectedLines {
  /** Oldest first. */
  shown: PageLine[];
  /** Older lines that match are known. */
  hasOlder: boolean;
}

/** The newest matching lines, up to number `until`. Looks from the end, and no further than needed. */
export function selectLines(
  lines: readonly PageLine[],
  filter: LineFilter,
  until = Infinity,
  most = mostShown,
): SelectedLines {
  const matches = matcherFor(filter);
  const shown: PageLine[] = [];
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (line === undefined || line.number > until || !matches(line)) continue;
    if (shown.length === most) return { shown: shown.reverse(), hasOlder: true };
    shown.push(line);
  }
  return { shown: shown.reverse(), hasOlder: false };
}

function matcherFor({ text, process, level }: LineFilter): (line: PageLine) => boolean {
  const wanted = text.toLowerCase();
  const least = level === '' ? undefined : levels.indexOf(level);
  return ({ name, line }) =>
    (process === '' || name === process) &&
    (wanted === '' || line.toLowerCase().includes(wanted)) &&
    (least === undefined || isAtLeast(levelOf(line), least));
}

function isAtLeast(level: Level | undefined, least: number): boolean {
  return level !== undefined && levels.indexOf(level) >= least;
}
