import type { SecondRow } from './load/second-series.ts';

const columns = [
  ['second', ({ second }) => second],
  ['duration_ms', ({ durationMs }) => durationMs],
  ['acknowledged', ({ acknowledged }) => acknowledged],
  ['refused', ({ refused }) => refused],
  ['indeterminate', ({ indeterminate }) => indeterminate],
  ['p50_ms', ({ p50 }) => p50],
  ['p90_ms', ({ p90 }) => p90],
  ['p99_ms', ({ p99 }) => p99],
  ['p999_ms', ({ p999 }) => p999],
  ['max_ms', ({ max }) => max],
] as const satisfies readonly (readonly [string, (row: SecondRow) => number | null])[];

/** The seconds as CSV with a header line; a field without a measurement is empty. */
export function csvOf(rows: readonly SecondRow[]): string {
  const lines = rows.map((row) => columns.map(([, valueOf]) => valueOf(row) ?? '').join(','));
  return `${[columns.map(([name]) => name).join(','), ...lines].join('\r\n')}\r\n`;
}
