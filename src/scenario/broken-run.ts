import type { RunDocument } from './run-document.ts';

/** A run that did not come to a verdict: the cluster did not start, or the evidence could not be gathered. */
export interface BrokenRun {
  schemaVersion: 1;
  scenario: string;
  verdict: 'failed';
  durationMs: number;
  seed: number;
  /** The command line that repeats the run. */
  command: string;
  /** Why. */
  error: string;
}

export function isBroken(run: RunDocument | BrokenRun): run is BrokenRun {
  return 'error' in run;
}
