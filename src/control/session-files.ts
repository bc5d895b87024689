import { join, resolve } from 'node:path';

export const defaultSession = 'default';

/** Where one session of one working directory keeps its files. */
export interface SessionFiles {
  session: string;
  root: string;
  record: string;
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
    lock: join(root, 'lock'),
    logs: join(root, 'logs'),
    cluster: join(root, 'cluster'),
  };
}
