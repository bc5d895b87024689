import { dirname, join } from 'node:path';
import { readSessionRecord, supervisorIsRunning, type SessionRecord } from '../../control/session-record.ts';
import { UsageError } from '../../foundation/errors/errors.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import { endLeftBehind } from './left-behind.ts';
import { AlreadyRunningError, livingOwner, takeLock } from './session-lock.ts';

/** A process that was killed may take a while to be gone. */
const supervisorGoneTimeoutMs = 10_000;

/**
 * Ends what a dead supervisor left running, where its watchdog is dead, too; each of the services starts one as it notices. The record
 * stays, so that the next `up` or `down` says what happened.
 * @param file session record
 */
export async function cleanUpOrphans(file: string | undefined): Promise<void> {
  if (file === undefined) throw new UsageError('serve: cleanup needs the file of a session record');
  const record = await readSessionRecord(file);
  if (record === undefined) return;
  // One of them does the work; the others would do the same.
  const release = await takeLock(join(dirname(file), 'cleanup.lock'), record.session).catch(
    (error: unknown) => {
      if (error instanceof AlreadyRunningError) return undefined;
      throw error;
    },
  );
  if (release === undefined) return;
  try {
    if ((await isGone(record)) && !(await isClaimed(file))) await endLeftBehind(record);
  } finally {
    await release();
  }
}

/** False: the supervisor lives, and the service was cut off from it some other way. */
function isGone(record: SessionRecord): Promise<boolean> {
  return waitFor({
    what: 'the supervisor to be gone',
    timeoutMs: supervisorGoneTimeoutMs,
    probe: async () => ((await supervisorIsRunning(record)) ? undefined : true),
  }).catch(() => false);
}

/** The next claim of the session ends what was left, and may soon have containers of the same project. */
async function isClaimed(file: string): Promise<boolean> {
  return (await livingOwner(join(dirname(file), 'lock'))) !== undefined;
}
