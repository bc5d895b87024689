import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../foundation/errors/errors.ts';
import { batchPlanFile, readBatchPlan } from './batch-plan.ts';
import { evidenceFiles } from '../evidence/evidence.ts';
import { readRunMark, runMarkFile } from './run-mark.ts';

/** What a run writes into its directory, beside its logs. */
export const runFiles: readonly string[] = [
  ...Object.values(evidenceFiles),
  runMarkFile,
  'report.json',
  'report.html',
  'junit.xml',
];
/** What a batch writes into its directory, beside the folders of its runs. */
export const batchFiles: readonly string[] = [batchPlanFile, 'index.html', 'junit.xml'];

/** What earlier runs left in a directory. */
export interface OwnFiles {
  /** From the directory; not all of them need be there. */
  files: string[];
  /** Of the runs of a batch. */
  folders: string[];
}

/**
 * Only a directory that is marked as one that distq wrote into has files of ours: names like `index.html` or `logs/app.log` are used by
 * others, too.
 */
export async function ownFilesIn(directory: string): Promise<OwnFiles> {
  const logs = await readRunMark(directory);
  const isRun = logs !== undefined || (await holdsEvidence(join(directory, evidenceFiles.record)));
  const plan = await readBatchPlan(directory).catch(() => undefined);
  return {
    files: [
      ...(isRun ? runFiles : []),
      ...(plan === undefined ? [] : batchFiles),
      ...(logs ?? []).map((name) => join('logs', name)),
    ],
    folders: (plan ?? []).map(({ folder }) => folder),
  };
}

/**
 * Evidence grows with the messages, and a run that was killed left a part of it, so its beginning has to do.
 */
async function holdsEvidence(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(100), position: 0 });
    return /^\{\s*"schemaVersion":\s*\d+,\s*"scenario":/.test(buffer.toString('utf8', 0, bytesRead));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

/** @throws UsageError if one of the files that are to be written is there and not of an earlier run. */
export async function refuseForeign(directory: string, wanted: readonly string[]): Promise<void> {
  const { files } = await ownFilesIn(directory);
  const foreign: string[] = [];
  for (const file of wanted)
    if (!files.includes(file) && (await exists(join(directory, file)))) foreign.push(file);
  if (foreign.length === 0) return;
  throw new UsageError(
    `${directory} holds ${foreign.join(', ')} that no earlier run is known to have written, and that would be written over`,
    { hint: 'name another directory with --report, or move these files away' },
  );
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
