import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { defaultSession, sessionFiles } from './session-files.ts';
import { presenceOf } from '../foundation/processes/process-identity.ts';
import {
  DamagedRecordError,
  isAbsent,
  readSessionRecord,
  unreadable,
  type SessionRecord,
} from './session-record.ts';

export interface KnownSession {
  session: string;
  /** null if its record is damaged. */
  topology: string | null;
  /**
   * `died`: its supervisor was killed; `down` or the next `up` cleans up. `damaged`: its record is unreadable; `up`
   * replaces it. `unknown`: the operating system does not report whether its supervisor runs.
   */
  state: 'running' | 'died' | 'damaged' | 'unknown';
  /** Pid of the supervisor; null if the record is damaged. */
  pid: number | null;
}

/**
 * The sessions of a directory that run or whose supervisor died, sorted by name.
 * @throws MachineLacksError if they cannot be read
 */
export async function listSessions(directory: string): Promise<KnownSession[]> {
  const folder = dirname(sessionFiles(directory, defaultSession).root);
  const names = await readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw unreadable(error);
  });
  const found = await Promise.all(names.sort().map((name) => lookAt(directory, name)));
  return found.filter((session) => session !== undefined);
}

const stateOf = { runs: 'running', gone: 'died', unknown: 'unknown' } as const;

async function lookAt(directory: string, session: string): Promise<KnownSession | undefined> {
  let record: SessionRecord | undefined;
  try {
    record = await readSessionRecord(sessionFiles(directory, session).record);
  } catch (error) {
    if (!(error instanceof DamagedRecordError)) throw error;
    return { session, topology: null, state: 'damaged', pid: null };
  }
  if (record === undefined) return undefined;
  const state = stateOf[await presenceOf(record.supervisor)];
  return { session, topology: record.topology, state, pid: record.supervisor.pid };
}
