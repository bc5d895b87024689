import type { JournalContent } from '../../delivery/read-journal.ts';
import type { RunRecord } from '../evidence.ts';
import type { RunDocument } from '../run-document.ts';

/** A run as reports need it. */
export interface ReportedRun {
  document: RunDocument;
  record: RunRecord;
  journal: JournalContent;
}

/** The command that repeats the run: the one that was recorded, since a scenario of somebody's own is known by its file only. */
export function repeatCommand(run: RunDocument | BrokenRun): string {
  if (isBroken(run)) return `distq scenario run ${run.scenario} --seed ${run.seed}`;
  return run.settings.command ?? `distq scenario run ${run.scenario} --seed ${run.settings.seed}`;
}

/** A run that did not come to a verdict: the cluster did not start, or the evidence could not be gathered. */
export interface BrokenRun {
  scenario: string;
  verdict: 'failed';
  durationMs: number;
  seed: number;
  /** Why. */
  error: string;
}

export function isBroken(run: RunDocument | BrokenRun): run is BrokenRun {
  return 'error' in run;
}
