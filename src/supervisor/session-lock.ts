import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { DistqError, ExitCode } from '../shared/errors.ts';
import { identifyProcess, isRunning, type ProcessIdentity } from '../shared/process-identity.ts';
import { placeLock } from './place-lock.ts';
import { hasCode } from '../shared/error-code.ts';

const ownerSchema = z.object({ pid: z.int(), startedAt: z.string() });

/** A second `up` in the same directory. Exit 2. */
export class AlreadyRunningError extends DistqError {
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
 * A lock file that holds its owner's identity; one whose owner is gone is taken over.
 * @returns how to give it back
 * @throws AlreadyRunningError if another owner lives
 */
export async function takeLock(lock: string, session: string): Promise<() => Promise<void>> {
  const own = `${lock}.${randomUUID()}`;
  const self = await identifyProcess(process.pid);
  await writeFile(own, JSON.stringify(self), { mode: 0o600 });
  try {
    while (!(await placeLock(own, lock))) await removeStale(lock, session);
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(lock, { force: true });
}

/** @throws AlreadyRunningError if the lock's owner lives. */
async function removeStale(lock: string, session: string): Promise<void> {
  const owner = await livingOwner(lock);
  if (owner !== undefined) throw new AlreadyRunningError(session, owner.pid);
  // Of two that see a stale lock only one can move it away; the other then meets the new owner's.
  const moved = `${lock}.stale.${randomUUID()}`;
  try {
    await rename(lock, moved);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if ((await livingOwner(moved)) !== undefined) await placeLock(moved, lock);
  await rm(moved, { force: true });
}

/** The process that holds the lock; undefined where there is none, or it is gone. */
export async function livingOwner(lock: string): Promise<ProcessIdentity | undefined> {
  try {
    const { pid, startedAt } = ownerSchema.parse(JSON.parse(await readFile(lock, 'utf8')));
    return (await isRunning({ pid, startedAt })) ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}
