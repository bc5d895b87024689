import { cp, readdir, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError, messageOf } from '../../foundation/errors/errors.ts';
import { makeDirectory } from '../../foundation/files/make-directory.ts';
import { batchFiles, ownFilesIn, refuseForeign, runFiles } from './written-files.ts';
import { writeRunMark } from './run-mark.ts';

/**
 * Makes the directory of a run, without evidence, reports and logs of an earlier one, and of the runs of an earlier batch in folders
 * below: a journal is continued, and its messages would be taken for those of this run. What distq did not write stays.
 * @throws UsageError if it cannot be written to, or holds files of somebody else under the names that the run needs.
 */
export async function prepareRun(directory: string): Promise<void> {
  await prepare(directory, async () => {
    await refuseForeign(directory, runFiles);
    await clear(directory);
    await writeRunMark(directory, []);
  });
}

interface BatchDirectory {
  directory: string;
  /** Of the runs, from the directory. */
  folders: readonly string[];
  /** The runs that are there are kept. */
  keep: boolean;
}

/**
 * The same for a batch and the folders of its runs.
 * @throws as prepareRun does
 */
export async function prepareBatch({ directory, folders, keep }: BatchDirectory): Promise<void> {
  await prepare(directory, async () => {
    await refuseForeign(directory, batchFiles);
    for (const folder of folders) await refuseForeign(join(directory, folder), runFiles);
    if (!keep) await clear(directory);
  });
}

/**
 * Puts the logs of a run beside its evidence. Whatever is there already is somebody's: it stays.
 * @param from the folder where they were written
 */
export async function keepLogs(from: string, directory: string): Promise<void> {
  const to = join(directory, 'logs');
  const there = new Set<string>(await readdir(to).catch(() => []));
  const logs = (await readdir(from)).filter((name) => !there.has(name));
  // Noted before they are there, so that none is left that nobody knows.
  await writeRunMark(directory, logs);
  for (const name of logs) await cp(join(from, name), join(to, name));
}

async function prepare(directory: string, work: () => Promise<void>): Promise<void> {
  try {
    makeDirectory(resolve(directory));
    await work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot write evidence into ${directory}: ${messageOf(error)}`, {
      cause: error,
      hint: 'name a directory that you may write to',
    });
  }
}

async function clear(directory: string): Promise<void> {
  const { files, folders } = await ownFilesIn(directory);
  for (const folder of folders) {
    await clearRun(join(directory, folder), (await ownFilesIn(join(directory, folder))).files);
    await removeIfEmpty(join(directory, folder));
  }
  await clearRun(directory, files);
}

async function clearRun(directory: string, files: readonly string[]): Promise<void> {
  for (const file of files) await rm(join(directory, file), { force: true });
  await removeIfEmpty(join(directory, 'logs'));
}

/** Whatever else is in it is somebody's. */
async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}
