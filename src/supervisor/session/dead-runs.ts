import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { defaultSession, sessionFiles, type SessionFiles } from '../../control/session-files.ts';
import { identifyProcess, isRunning } from '../../foundation/processes/process-identity.ts';
import { claimSession } from './claim-session.ts';
import { makeSessionDirectories } from './session-directory.ts';

const runnerSchema = z.object({ pid: z.int(), startedAt: z.string() });

/**
 * Marks a session as created for the run of this process, which removes it afterwards. If this process is killed, the
 * next start in the directory removes it.
 * @throws MachineLacksError if the directory is not writable
 */
export async function markRunSession(files: SessionFiles): Promise<void> {
  makeSessionDirectories(files);
  await writeFile(markOf(files), JSON.stringify(await identifyProcess(process.pid)), { mode: 0o600 });
}

/**
 * Removes the sessions of killed runs, after ending their remaining processes. A session stays if its run or its
 * supervisor may still be running.
 * @returns their names
 */
export async function removeDeadRuns(directory: string): Promise<string[]> {
  const names = await readdir(dirname(sessionFiles(directory, defaultSession).root)).catch(() => []);
  const removed: string[] = [];
  for (const name of names) {
    const files = sessionFiles(directory, name);
    // A directory that cannot be removed now is left for the next start.
    if (await isDeadRun(files)) await removeSession(files).then(() => removed.push(name), ignore);
  }
  return removed;
}

async function isDeadRun(files: SessionFiles): Promise<boolean> {
  try {
    return !(await isRunning(runnerSchema.parse(JSON.parse(await readFile(markOf(files), 'utf8')))));
  } catch {
    return false;
  }
}

/** @throws AlreadyRunningError if its supervisor runs */
async function removeSession(files: SessionFiles): Promise<void> {
  const release = await claimSession(files, ignore);
  try {
    await rm(files.root, { recursive: true, force: true });
  } finally {
    await release();
  }
}

function markOf({ root }: SessionFiles): string {
  return join(root, 'runner.json');
}

function ignore(): void {}
