import { dirname, join } from 'node:path';
import { readSessionRecord, supervisorIsRunning, type SessionRecord } from '../../control/session-record.ts';
import { UsageError } from '../../foundation/errors/errors.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import { endLeftBehind } from './left-behind.ts';
import { AlreadyRunningError, livingOwner, takeLock } from './session-lock.ts';

/** A killed process may need some time to disappear. */
const supervisorGoneTimeoutMs = 10_000;

/**
 * Ends what a dead supervisor left running if its watchdog is dead too. Each service starts this when it notices. The
 * record stays, so that the next `up` or `down` reports what happened.
 * @param file session record
 */
export async function cleanUpOrphans(file: string | undefined): Promise<void> {
  if (file === undefined) throw new UsageError('serve cleanup: the file of the session record is missing');
  const record = await readSessionRecord(file);
  if (record === undefined) return;
  // Only one of these processes works; the others would do the same.
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

/** false: the supervisor runs; the service lost the connection for another reason. */
function isGone(record: SessionRecord): Promise<boolean> {
  return waitFor({
    what: 'the supervisor to be gone',
    timeoutMs: supervisorGoneTimeoutMs,
    probe: async () => ((await supervisorIsRunning(record)) ? undefined : true),
  }).catch(() => false);
}

/** If another supervisor claims the session, it ends what was left, and may soon run containers of the same project. */
async function isClaimed(file: string): Promise<boolean> {
  return (await livingOwner(join(dirname(file), 'lock'))) !== undefined;
}
