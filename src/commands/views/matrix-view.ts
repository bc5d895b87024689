import { stripVTControlCharacters } from 'node:util';
import type { ChalkInstance } from 'chalk';
import type { Account } from '../../posting/account.ts';
import { isBroken, type BrokenRun } from '../../scenario/verdict/broken-run.ts';
import type { RunDocument } from '../../scenario/verdict/run-document.ts';
import { renderTable } from '../../terminal/table.ts';

/** A scenario and its runs. */
export interface MatrixRow {
  scenario: string;
  fault: string;
  runs: readonly (RunDocument | BrokenRun)[];
}

interface MatrixColumn {
  title: string;
  align: 'left' | 'right';
  /** Columns with the highest number are dropped first if the terminal is too narrow; 0 always stays. */
  spare: number;
  cell: (row: MatrixRow, judged: readonly RunDocument[], colours: ChalkInstance) => string;
}

/** Message counts of all runs of a scenario together. */
const counts = [
  { title: 'POSTED', spare: 6, of: (account: Account) => account.attempted },
  { title: 'ACKED', spare: 5, of: (account: Account) => account.acknowledged },
  { title: 'REFUSED', spare: 3, of: (account: Account) => account.refused },
  { title: 'UNKNOWN', spare: 3, of: (account: Account) => account.indeterminate },
  { title: 'LOST', spare: 0, of: (account: Account) => account.lost.length },
  { title: 'DUP', spare: 0, of: (account: Account) => account.duplicated.length },
  {
    title: 'OTHER',
    spare: 2,
    of: ({ unexpected, refusedYetDelivered, undelivered, unlogged }: Account) =>
      unexpected.length + refusedYetDelivered.length + undelivered.length + unlogged.length,
  },
] as const;

const columns: readonly MatrixColumn[] = [
  { title: 'SCENARIO', align: 'left', spare: 0, cell: ({ scenario }) => scenario },
  { title: 'FAULT', align: 'left', spare: 7, cell: ({ fault }) => fault },
  { title: 'HIT', align: 'right', spare: 4, cell: (_, judged) => hits(judged) },
  {
    title: 'DELIVERY',
    align: 'left',
    spare: 4,
    cell: (_, judged) => judged[0]?.settings.delivery ?? '–',
  },
  ...counts.map(({ title, spare, of }): MatrixColumn => ({
    title,
    align: 'right',
    spare,
    cell: (_, judged) =>
      judged.length === 0 ? '–' : String(judged.reduce((sum, { account }) => sum + of(account), 0)),
  })),
  { title: 'GAP MS', align: 'right', spare: 1, cell: (_, judged) => longestGap(judged) },
  { title: 'S', align: 'right', spare: 8, cell: ({ runs }) => medianSeconds(runs) },
  { title: 'VERDICT', align: 'left', spare: 0, cell: ({ runs }, _, colours) => verdict(runs, colours) },
];

/**
 * The fault table: the fault, whether it is confirmed, and the account of the messages. For several runs of a scenario:
 * sums, the longest gap, the median duration, and how many passed.
 * @param width columns of the terminal: columns that do not fit are dropped, the least important first
 */
export function renderMatrix(rows: readonly MatrixRow[], width: number, colours: ChalkInstance): string {
  let shown = [...columns];
  for (;;) {
    const table = render(rows, shown, colours);
    const widest = Math.max(
      ...stripVTControlCharacters(table)
        .split('\n')
        .map(({ length }) => length),
    );
    const most = Math.max(...shown.map(({ spare }) => spare));
    if (widest <= width || most === 0) return `${table}${legend(shown)}`;
    shown = shown.filter(({ spare }) => spare < most);
  }
}

function render(rows: readonly MatrixRow[], shown: readonly MatrixColumn[], colours: ChalkInstance): string {
  return renderTable(
    shown,
    rows.map((row) => {
      const judged = row.runs.flatMap((run) => (isBroken(run) ? [] : [run]));
      return shown.map(({ cell }) => cell(row, judged, colours));
    }),
  );
}

function legend(shown: readonly MatrixColumn[]): string {
  const has = (title: string) => shown.some((column) => column.title === title);
  const words = [
    ...(has('UNKNOWN') ? ['UNKNOWN: no answer, so the outcome is unknown'] : []),
    ...(has('DUP') ? ['DUP: duplicated'] : []),
    ...(has('OTHER') ? ['OTHER: unexpected, refused yet delivered, undelivered or unlogged'] : []),
    ...(has('GAP MS') ? ['GAP: longest time without an acknowledgement'] : []),
  ];
  return words.length === 0 ? '' : `${words.join('; ')}\n`;
}

function hits(judged: readonly RunDocument[]): string {
  const faults = judged.flatMap((run) => run.faults);
  return faults.length === 0 ? '–' : `${faults.filter(({ hit }) => hit).length}/${faults.length}`;
}

function longestGap(judged: readonly RunDocument[]): string {
  const gaps = judged.flatMap(({ longestGapMs }) => (longestGapMs === null ? [] : [longestGapMs]));
  return gaps.length === 0 ? '–' : String(Math.round(Math.max(...gaps)));
}

function medianSeconds(runs: MatrixRow['runs']): string {
  const seconds = runs.map(({ durationMs }) => durationMs / 1000).sort((a, b) => a - b);
  return (seconds[Math.floor(seconds.length / 2)] ?? 0).toFixed(0);
}

function verdict(runs: MatrixRow['runs'], colours: ChalkInstance): string {
  const count = (wanted: string) => runs.filter((run) => run.verdict === wanted).length;
  const word = count('failed') > 0 ? 'failed' : count('inconclusive') > 0 ? 'inconclusive' : 'passed';
  const paint = { failed: colours.red, inconclusive: colours.yellow, passed: colours.green }[word];
  return paint(runs.length === 1 ? word : `${count('passed')} of ${runs.length} passed`);
}
