import type { SessionFiles } from '../../control/session-files.ts';
import { DamagedRecordError, readSessionRecord, supervisorIsRunning } from '../../control/session-record.ts';
import { untilAborted } from '../../foundation/async/until-aborted.ts';
import { endLeftBehind } from './left-behind.ts';
import { makeSessionDirectories } from './session-directory.ts';
import { AlreadyRunningError, takeLock } from './session-lock.ts';

/**
 * Makes this process the only supervisor of the session, and ends the processes that a dead supervisor left running.
 * @returns a function that releases the claim
 * @throws AlreadyRunningError if another supervisor runs; MachineLacksError if the directory is not writable, or the
 * operating system does not report whether another supervisor runs; the signal's reason if aborted
 */
export async function claimSession(
  files: SessionFiles,
  onLeftBehind: (name: string) => void,
  signal?: AbortSignal,
): Promise<() => Promise<void>> {
  makeSessionDirectories(files);
  const release = await takeLock(files.lock, files.session);
  try {
    for (const name of await untilAborted(takeOver(files, signal), signal)) onLeftBehind(name);
    return release;
  } catch (error) {
    await release();
    throw error;
  }
}

/** @returns names of the processes that an earlier supervisor left running */
async function takeOver(files: SessionFiles, signal: AbortSignal | undefined): Promise<string[]> {
  const record = await readSessionRecord(files.record).catch((error: unknown) => {
    // A damaged record can be ignored: its supervisor is dead (else we would not have the lock), and the watchdog has
    // ended its processes.
    if (error instanceof DamagedRecordError) return undefined;
    throw error;
  });
  if (record === undefined) return [];
  if (await supervisorIsRunning(record)) throw new AlreadyRunningError(files.session, record.supervisor.pid);
  return await endLeftBehind(record, signal);
}
