import type { SessionFiles } from '../control/session-files.ts';
import { DamagedRecordError, readSessionRecord, supervisorIsRunning } from '../control/session-record.ts';
import { endLeftBehind } from './left-behind.ts';
import { makeSessionDirectories } from './session-directory.ts';
import { AlreadyRunningError, takeLock } from './session-lock.ts';

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
  const release = await takeLock(files.lock, files.session);
  const record = await readSessionRecord(files.record).catch(async (error: unknown) => {
    // Its supervisor is gone, or the lock would not be ours, and its watchdog has ended what it ran.
    if (error instanceof DamagedRecordError) return undefined;
    await release();
    throw error;
  });
  if (record !== undefined) {
    if (await supervisorIsRunning(record)) {
      await release();
      throw new AlreadyRunningError(files.session, record.supervisor.pid);
    }
    for (const name of await endLeftBehind(record)) onLeftBehind(name);
  }
  return release;
}
