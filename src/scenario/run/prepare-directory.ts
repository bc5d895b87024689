import { cp, readdir, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError, messageOf } from '../../foundation/errors/errors.ts';
import { makeDirectory } from '../../foundation/files/make-directory.ts';
import { batchFiles, ownFilesIn, refuseForeign, runFiles } from './written-files.ts';
import { writeRunMark } from './run-mark.ts';

/**
 * Creates the directory of a run and removes evidence, reports and logs of an earlier run or batch: an old journal
 * would be continued, and its messages counted as those of this run. Keeps files that distq did not write.
 * @throws UsageError if it is not writable, or contains other files with the names that the run needs
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
  /** Folders of the runs, relative to the directory. */
  folders: readonly string[];
  /** Existing runs are kept. */
  keep: boolean;
}

/**
 * The same for a batch and the folders of its runs.
 * @throws as prepareRun
 */
export async function prepareBatch({ directory, folders, keep }: BatchDirectory): Promise<void> {
  await prepare(directory, async () => {
    await refuseForeign(directory, batchFiles);
    for (const folder of folders) await refuseForeign(join(directory, folder), runFiles);
    if (!keep) await clear(directory);
  });
}

/**
 * Copies the logs of a run beside its evidence. Existing files are kept.
 * @param from the folder where they were written
 */
export async function keepLogs(from: string, directory: string): Promise<void> {
  const to = join(directory, 'logs');
  const there = new Set<string>(await readdir(to).catch(() => []));
  const logs = (await readdir(from)).filter((name) => !there.has(name));
  // Write the list before copying, so that no unknown file is left in the directory.
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
      hint: 'name a directory that you can write to',
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

/** Keeps a folder with other files: they are not ours. */
async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}
