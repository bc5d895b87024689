import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { defaultSession, sessionFiles } from './session-files.ts';
import { readSessionRecord, supervisorIsRunning } from './session-record.ts';

export interface KnownSession {
  session: string;
  topology: string;
  /** `died`: its supervisor was killed; `down` or the next `up` cleans up after it. */
  state: 'running' | 'died';
  /** Process of the supervisor. */
  pid: number;
}

/** The sessions of a directory that run, or whose supervisor died, by name. */
export async function listSessions(directory: string): Promise<KnownSession[]> {
  const folder = dirname(sessionFiles(directory, defaultSession).root);
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.sort().map((name) => lookAt(directory, name)));
  return found.filter((session) => session !== undefined);
}

async function lookAt(directory: string, session: string): Promise<KnownSession | undefined> {
  const record = await readSessionRecord(sessionFiles(directory, session).record);
  if (record === undefined) return undefined;
  const state = (await supervisorIsRunning(record)) ? 'running' : 'died';
  return { session, topology: record.topology, state, pid: record.supervisor.pid };
}
