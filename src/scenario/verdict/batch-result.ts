import type { BrokenRun } from './broken-run.ts';
import type { RunDocument } from './run-document.ts';
import type { Verdict } from './verdict.ts';

/** The verdicts of several runs, and their counts; runs without a verdict count as failed. */
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

/** The overall verdict: passed only if there are runs and all of them passed. */
export function verdictOfAll(runs: readonly Judged[]): Verdict {
  const { passed, failed } = tally(runs);
  if (failed > 0) return 'failed';
  return passed === runs.length && passed > 0 ? 'passed' : 'inconclusive';
}
