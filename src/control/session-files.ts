import { join, resolve } from 'node:path';

export const defaultSession = 'default';

/** The files of one session of a working directory. */
export interface SessionFiles {
  session: string;
  root: string;
  record: string;
  /** Names of its parts, for shell completion (`write-part-names.ts`); only current while there is a record. */
  names: string;
  lock: string;
  /** Lets browsers in to the live page, also after the supervisor was started again. */
  pageSecrets: string;
  logs: string;
  cluster: string;
}

/** The folder of a working directory with the evidence of its runs. */
export function runsFolder(directory: string): string {
  return join(resolve(directory), '.distq', 'runs');
}

export function sessionFiles(directory: string, session: string): SessionFiles {
  const root = join(resolve(directory), '.distq', 'sessions', session);
  return {
    session,
    root,
    record: join(root, 'session.json'),
    names: join(root, 'names'),
    lock: join(root, 'lock'),
    pageSecrets: join(root, 'page.json'),
    logs: join(root, 'logs'),
    cluster: join(root, 'cluster'),
  };
}
