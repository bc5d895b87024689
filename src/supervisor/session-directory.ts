import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SessionFiles } from '../control/session-files.ts';
import { MachineLacksError, messageOf } from '../shared/errors.ts';

/**
 * Makes the directories of a session, closed to other users.
 * @throws MachineLacksError where the working directory cannot be written to
 */
export function makeSessionDirectories({ root, logs }: SessionFiles): void {
  const sessions = dirname(root);
  // One after the other: where nothing can be made (as in /proc), a recursive mkdir never ends.
  for (const directory of [dirname(sessions), sessions, root, logs]) {
    try {
      mkdirSync(directory, { mode: 0o700 });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      throw new MachineLacksError(`cannot keep files in ${directory}: ${messageOf(error)}`, {
        cause: error,
        hint: 'run distq in a directory that you may write to',
      });
    }
  }
}
