import type { BrokenRun } from './broken-run.ts';
import type { RunDocument } from './run-document.ts';
import type { Verdict } from './verdict.ts';

/** What several runs came to. */
export interface BatchResult {
  runs: (RunDocument | BrokenRun)[];
  passed: number;
  /** Those that came to no verdict are among them. */
  failed: number;
  inconclusive: number;
}

export function sumUp(runs: BatchResult['runs']): BatchResult {
  const count = (verdict: Verdict) => runs.filter((run) => run.verdict === verdict).length;
  return { runs, passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive') };
}
