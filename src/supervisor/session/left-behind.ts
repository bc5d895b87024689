import type { SessionRecord } from '../../control/session-record.ts';
import { killIfRunning, removeContainers } from '../process/watchdog.ts';

/**
 * Kills the processes that a dead supervisor left running.
 * @returns the names of those that were running
 * @throws MachineLacksError if the operating system does not report whether a process is one of them, after all others
 * were ended
 */
export async function endLeftBehind(record: SessionRecord, signal?: AbortSignal): Promise<string[]> {
  const ends = await Promise.allSettled(
    record.processes.map(async (left) => ((await killIfRunning(left)) ? [left.name] : [])),
  );
  const containers = record.project === undefined ? [] : await removeContainers(record.project, signal);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return [...ends.flatMap((end) => (end.status === 'fulfilled' ? end.value : [])), ...containers];
}
