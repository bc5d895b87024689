import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../foundation/errors/errors.ts';
import { batchPlanFile, readBatchPlan } from './batch-plan.ts';
import { evidenceFiles } from '../evidence/evidence.ts';
import { readRunMark, runMarkFile } from './run-mark.ts';

/** The files that a run writes into its directory, except logs. */
export const runFiles: readonly string[] = [
  ...Object.values(evidenceFiles),
  runMarkFile,
  'report.json',
  'report.html',
  'junit.xml',
];
/** The files that a batch writes into its directory, except the folders of its runs. */
export const batchFiles: readonly string[] = [batchPlanFile, 'index.html', 'junit.xml'];

/** The files that earlier runs left in a directory. */
export interface OwnFiles {
  /** Relative to the directory; some may be missing. */
  files: string[];
  /** Folders of the runs of a batch. */
  folders: string[];
}

/**
 * The files of distq in a directory with its mark. Without the mark there are none: other programs also use names like
 * `index.html` or `logs/app.log`.
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

/** Reads only the beginning: evidence can be large, and a killed run leaves only part of it. */
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

/** @throws UsageError if a file that would be overwritten is not from an earlier run. */
export async function refuseForeign(directory: string, wanted: readonly string[]): Promise<void> {
  const { files } = await ownFilesIn(directory);
  const foreign: string[] = [];
  for (const file of wanted)
    if (!files.includes(file) && (await exists(join(directory, file)))) foreign.push(file);
  if (foreign.length === 0) return;
  throw new UsageError(
    `${directory} holds ${foreign.join(', ')} which no earlier run wrote and which would be overwritten`,
    { hint: 'name another directory with --report, or move these files away' },
  );
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
