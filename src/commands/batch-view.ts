import { join } from 'node:path';
import type { ChalkInstance } from 'chalk';
import type { BatchResult } from '../scenario/run-batch.ts';
import { renderTable } from '../terminal/table.ts';
import { shortPath } from './short-path.ts';

/** Several runs by scenario: how many passed, and how often one did not. */
export function renderBatch(
  { runs, passed, failed, inconclusive }: BatchResult,
  directory: string,
  colours: ChalkInstance,
): string {
  const names = [...new Set(runs.map(({ scenario }) => scenario))];
  const rows = names.map((name) => {
    const own = runs.filter(({ scenario }) => scenario === name);
    const count = (verdict: string) => own.filter((run) => run.verdict === verdict).length;
    const flaky = own.length - count('passed');
    const rate = `${((100 * flaky) / own.length).toFixed(0)} %`;
    const seconds = own.map(({ durationMs }) => durationMs / 1000).sort((a, b) => a - b);
    return [
      name,
      String(own.length),
      colours.green(String(count('passed'))),
      markIfAny(count('failed'), colours.red),
      markIfAny(count('inconclusive'), colours.yellow),
      flaky > 0 ? colours.red(rate) : rate,
      (seconds[Math.floor(seconds.length / 2)] ?? 0).toFixed(1),
    ];
  });
  const right = (title: string) => ({ title, align: 'right' as const });
  const table = renderTable(
    [
      { title: 'SCENARIO' },
      ...['RUNS', 'PASSED', 'FAILED', 'INCONCLUSIVE', 'NOT PASSED', 'MEDIAN S'].map(right),
    ],
    rows,
  );
  const errors = runs.flatMap((run) =>
    'error' in run ? [`${run.scenario} (seed ${run.seed}): ${run.error}\n`] : [],
  );
  const counts = `${passed} passed, ${failed} failed, ${inconclusive} inconclusive\n`;
  const report = colours.dim(`  report:   ${join(shortPath(directory), 'index.html')}\n`);
  return `\n${table}\n${errors.join('')}${counts}${report}`;
}

function markIfAny(count: number, mark: ChalkInstance): string {
  return count > 0 ? mark(String(count)) : '0';
}
