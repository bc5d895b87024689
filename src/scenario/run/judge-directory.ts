import { join } from 'node:path';
import { readBatchPlan } from './batch-plan.ts';
import { brokenRun, type BrokenRun } from '../verdict/broken-run.ts';
import { readEvidence } from '../evidence/evidence.ts';
import { documentFrom, type RunDocument } from '../verdict/run-document.ts';
import type { Scenario } from '../file/scenario.ts';

export interface JudgedRun {
  directory: string;
  document: RunDocument | BrokenRun;
  /** Missing for a run without a verdict. */
  scenario?: Scenario;
}

/**
 * Judges a directory of `--report` by its files alone: one run, or every planned run of a batch. A run of a batch
 * without evidence counts as failed.
 * @throws UsageError if there is no evidence of a single run, or the plan of a batch is not readable
 */
export async function judgeDirectory(
  directory: string,
): Promise<{ only: RunDocument } | { batch: JudgedRun[] }> {
  const plan = await readBatchPlan(directory);
  if (plan === undefined) return { only: (await judgeRun(directory)).document };
  const batch: JudgedRun[] = [];
  // One after the other: the evidence of a long run is large.
  for (const planned of plan) {
    const folder = join(directory, planned.folder);
    const judged = await judgeRun(folder).catch((error: unknown) => ({
      document: brokenRun({ ...planned, durationMs: 0 }, error),
    }));
    batch.push({ directory: folder, ...judged });
  }
  return { batch };
}

async function judgeRun(directory: string): Promise<{ document: RunDocument; scenario: Scenario }> {
  const { record, journal } = await readEvidence(directory);
  return { document: documentFrom(record, journal), scenario: record.scenario };
}
