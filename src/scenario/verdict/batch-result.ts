import type { BrokenRun } from './broken-run.ts';
import type { RunDocument } from './run-document.ts';
import type { Verdict } from './verdict.ts';

/** What several runs came to, and how many to each verdict; those that came to none are among the failed. */
export interface BatchResult extends Record<Verdict, number> {
  runs: (RunDocument | BrokenRun)[];
}

type Judged = Pick<RunDocument, 'verdict'>;

export function sumUp(runs: BatchResult['runs']): BatchResult {
  return { runs, ...tally(runs) };
}

export function tally(runs: readonly Judged[]): Record<Verdict, number> {
  const count = (wanted: Verdict) => runs.filter(({ verdict }) => verdict === wanted).length;
  return { passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive') };
}

/** What all come to together: passed only where there are runs and each of them is. */
export function verdictOfAll(runs: readonly Judged[]): Verdict {
  const { passed, failed } = tally(runs);
  if (failed > 0) return 'failed';
  return passed === runs.length && passed > 0 ? 'passed' : 'inconclusive';
}
