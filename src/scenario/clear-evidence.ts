import { readdir, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError, messageOf } from '../shared/errors.ts';
import { makeDirectory } from '../shared/make-directory.ts';
import { batchPlanFile, runFolder } from './batch-plan.ts';
import { evidenceFiles } from './evidence.ts';

/** What is written from the evidence, and would tell of an earlier run where this one comes to no verdict. */
const reportFiles = ['report.json', 'report.html', 'junit.xml', 'index.html'];
const logFile = /\.log(\.1)?$/;

/**
 * Makes the directory of a run or a batch, without evidence, reports and logs of an earlier one, and of the runs of an earlier batch in folders
 * below: a journal is continued, and its messages would be taken for those of this run. What distq did not write stays.
 * @throws UsageError if it cannot be written to.
 */
export async function clearEvidence(directory: string): Promise<void> {
  try {
    makeDirectory(resolve(directory));
    await clearRun(directory);
    for (const name of await foldersIn(directory)) {
      if (!runFolder.test(name)) continue;
      const folder = join(directory, name);
      await clearRun(folder);
      await removeIfEmpty(folder);
    }
  } catch (error) {
    throw new UsageError(`cannot write evidence into ${directory}: ${messageOf(error)}`, {
      cause: error,
      hint: 'name a directory that you may write to',
    });
  }
}

async function clearRun(directory: string): Promise<void> {
  for (const file of [...Object.values(evidenceFiles), ...reportFiles, batchPlanFile])
    await rm(join(directory, file), { force: true });
  await clearLogs(join(directory, 'logs'));
}

async function clearLogs(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (logFile.test(name)) await rm(join(folder, name), { force: true });
  await removeIfEmpty(folder);
}

async function foldersIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Whatever else is in it is somebody's. */
async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}
