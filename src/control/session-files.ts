import { join, resolve } from 'node:path';

export const defaultSession = 'default';

/** Where one session of one working directory keeps its files. */
export interface SessionFiles {
  session: string;
  root: string;
  record: string;
  /** Names of its parts, for the completion of shells (`write-part-names.ts`); current only while there is a record. */
  names: string;
  lock: string;
  logs: string;
  cluster: string;
}

export function sessionFiles(directory: string, session: string): SessionFiles {
  const root = join(resolve(directory), '.distq', 'sessions', session);
  return {
    session,
    root,
    record: join(root, 'session.json'),
    names: join(root, 'names'),
    lock: join(root, 'lock'),
    logs: join(root, 'logs'),
    cluster: join(root, 'cluster'),
  };
}
