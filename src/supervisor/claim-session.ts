import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { SessionFiles } from '../control/session-files.ts';
import { readSessionRecord, supervisorIsRunning } from '../control/session-record.ts';
import { DistqError, ExitCode } from '../shared/errors.ts';
import { identifyProcess, isRunning, type ProcessIdentity } from '../shared/process-identity.ts';
import { endLeftBehind } from './left-behind.ts';
import { placeLock } from './place-lock.ts';
import { makeSessionDirectories } from './session-directory.ts';

const ownerSchema = z.object({ pid: z.int(), startedAt: z.string() });

/** A second `up` in the same directory. Exit 2. */
class AlreadyRunningError extends DistqError {
  constructor(session: string, pid: number) {
    super(
      'already-running',
      ExitCode.usage,
      `a topology runs here already (session ${session}, supervisor ${pid})`,
      {
        hint: 'end it with `distq down`, or run another beside it with `distq up --isolated`',
      },
    );
  }
}

/**
 * Makes this process the only supervisor of the session, and ends what a supervisor that died left behind.
 * @returns how to give the claim back.
 * @throws AlreadyRunningError if another one lives; MachineLacksError where the directory cannot be written to.
 */
export async function claimSession(
  files: SessionFiles,
  onLeftBehind: (name: string) => void,
): Promise<() => Promise<void>> {
  makeSessionDirectories(files);
  const release = await takeLock(files);
  const record = await readSessionRecord(files.record);
  if (record !== undefined) {
    if (await supervisorIsRunning(record)) {
      await release();
      throw new AlreadyRunningError(files.session, record.supervisor.pid);
    }
    for (const name of await endLeftBehind(record)) onLeftBehind(name);
  }
  return release;
}

/** A lock file that holds its owner's identity; one whose owner is gone is taken over. */
async function takeLock(files: SessionFiles): Promise<() => Promise<void>> {
  const lock = join(files.root, 'lock');
  const own = `${lock}.${randomUUID()}`;
  const self = await identifyProcess(process.pid);
  await writeFile(own, JSON.stringify(self), { mode: 0o600 });
  try {
    while (!(await placeLock(own, lock))) await removeStale(lock, files.session);
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(lock, { force: true });
}

/** @throws AlreadyRunningError if the lock's owner lives. */
async function removeStale(lock: string, session: string): Promise<void> {
  const owner = await readOwner(lock);
  if (owner !== undefined && (await isRunning(owner))) throw new AlreadyRunningError(session, owner.pid);
  // Of two that see a stale lock only one can move it away; the other then meets the new owner's.
  const moved = `${lock}.stale.${randomUUID()}`;
  try {
    await rename(lock, moved);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const movedOwner = await readOwner(moved);
  if (movedOwner !== undefined && (await isRunning(movedOwner))) await placeLock(moved, lock);
  await rm(moved, { force: true });
}

async function readOwner(lock: string): Promise<ProcessIdentity | undefined> {
  try {
    const { pid, startedAt } = ownerSchema.parse(JSON.parse(await readFile(lock, 'utf8')));
    return { pid, startedAt };
  } catch {
    return undefined;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
