import type { SessionRecord } from '../control/session-record.ts';
import { killIfRunning, removeContainers } from './watchdog.ts';

/** Kills what a supervisor that died left running. @returns the names of what still ran. */
export async function endLeftBehind(record: SessionRecord): Promise<string[]> {
  const ended = await Promise.all(
    record.processes.map(async (left) => ((await killIfRunning(left)) ? [left.name] : [])),
  );
  const containers = record.project === undefined ? [] : await removeContainers(record.project);
  return [...ended.flat(), ...containers];
}
