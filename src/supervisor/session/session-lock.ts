import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { isAbsent, unreadable } from '../../control/session-record.ts';
import { DistqError, ExitCode, MachineLacksError, messageOf } from '../../foundation/errors/errors.ts';
import {
  identifySelf,
  isRunning,
  type ProcessIdentity,
} from '../../foundation/processes/process-identity.ts';
import { placeLock } from './place-lock.ts';
import { hasCode } from '../../foundation/errors/error-code.ts';

const ownerSchema = z.object({ pid: z.int(), startedAt: z.string() });

/** A second `up` in the same directory. Exit 2. */
export class AlreadyRunningError extends DistqError {
  constructor(session: string, pid: number) {
    super(
      'already-running',
      ExitCode.usage,
      `a session is already running here (session ${session}, supervisor ${pid})`,
      {
        hint: 'end it with `distq down`, or start another one with `distq up --isolated`',
      },
    );
  }
}

/**
 * Takes a lock file, which contains its owner's identity. The lock of a dead owner is taken over.
 * @returns a function that releases it
 * @throws AlreadyRunningError if its owner runs; MachineLacksError if the lock cannot be written, or the operating
 * system does not report whether its owner runs
 */
export async function takeLock(lock: string, session: string): Promise<() => Promise<void>> {
  const own = `${lock}.${randomUUID()}`;
  const self = await identifySelf();
  try {
    await writeFile(own, JSON.stringify(self), { mode: 0o600 });
    while (!(await placeLock(own, lock))) await removeStale(lock, session);
  } catch (error) {
    throw error instanceof DistqError ? error : unwritable(lock, error);
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(lock, { force: true });
}

/**
 * @throws AlreadyRunningError if the lock's owner runs; MachineLacksError if the operating system does not report it
 */
async function removeStale(lock: string, session: string): Promise<void> {
  const owner = await livingOwner(lock);
  if (owner !== undefined) throw new AlreadyRunningError(session, owner.pid);
  // If two processes see a stale lock, only one can move it away; the other one then finds the lock of the new owner.
  const moved = `${lock}.stale.${randomUUID()}`;
  try {
    await rename(lock, moved);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const isStale = await livingOwner(moved).then(
    (living) => living === undefined,
    () => false,
  );
  if (!isStale) await placeLock(moved, lock);
  await rm(moved, { force: true });
}

/**
 * The running owner of the lock; undefined if there is no lock, its owner is dead, or the lock is damaged, for example
 * by a power cut.
 * @throws MachineLacksError if the operating system does not report it
 */
export async function livingOwner(lock: string): Promise<ProcessIdentity | undefined> {
  const owner = readOwner(await readLock(lock));
  return owner !== undefined && (await isRunning(owner)) ? owner : undefined;
}

async function readLock(lock: string): Promise<string> {
  try {
    // Opening a named pipe would wait for its writer forever.
    if (!(await stat(lock)).isFile()) throw notOurs(lock);
    return await readFile(lock, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return '';
    throw error instanceof DistqError ? error : unreadable(error);
  }
}

function notOurs(lock: string): MachineLacksError {
  return new MachineLacksError(
    `${lock} is not a regular file; expected the lock file of a session, or nothing`,
    {
      hint: `distq did not create it; remove it: rm -r ${lock}`,
    },
  );
}

function readOwner(content: string): ProcessIdentity | undefined {
  try {
    return ownerSchema.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}

function unwritable(lock: string, error: unknown): MachineLacksError {
  const isFull = hasCode(error, 'ENOSPC', 'EDQUOT', 'EFBIG');
  return new MachineLacksError(`cannot lock the session (${lock}): ${messageOf(error)}`, {
    cause: error,
    hint: isFull ? 'free some space on this disk' : 'run distq in a writable directory',
  });
}
