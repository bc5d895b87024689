import type { SystemJudgement } from '../judgement.ts';

/** The ids of all requirements that any submission was judged by, in the order of the lab. */
export function columnsOf(all: readonly SystemJudgement[]): string[] {
  return [...new Set(all.flatMap(({ rows }) => rows.map(({ id }) => id)))];
}

/** Submissions by requirement, as a table for other programs. */
export function submissionsCsv(all: readonly SystemJudgement[]): string {
  const columns = columnsOf(all);
  const lines = [
    ['file', 'name', 'run', 'verdict', 'problem', 'durationMs', ...columns],
    ...all.map((one) => [
      one.file,
      one.name ?? '',
      String(one.run),
      one.verdict,
      one.problem?.message ?? '',
      String(one.durationMs),
      ...columns.map((id) => one.rows.find((row) => row.id === id)?.verdict ?? ''),
    ]),
  ];
  return lines.map((cells) => `${cells.map(quote).join(',')}\n`).join('');
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe: names come from strangers. */
function quote(cell: string): string {
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
