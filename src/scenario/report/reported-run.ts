import type { JournalContent } from '../../posting/read-journal.ts';
import type { RunRecord } from '../evidence/evidence.ts';
import { isBroken, type BrokenRun } from '../verdict/broken-run.ts';
import type { RunDocument } from '../verdict/run-document.ts';

/** A run, as the reports use it. */
export interface ReportedRun {
  document: RunDocument;
  record: RunRecord;
  journal: JournalContent;
}

/** The command that repeats the run. The recorded one is preferred: only it knows the file of a user's scenario. */
export function repeatCommand(run: RunDocument | BrokenRun): string {
  if (isBroken(run)) return run.command;
  return run.settings.command ?? `distq scenario run ${run.scenario} --seed ${run.settings.seed}`;
}
