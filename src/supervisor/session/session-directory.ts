import type { SessionFiles } from '../../control/session-files.ts';
import { MachineLacksError, messageOf } from '../../foundation/errors/errors.ts';
import { remedyFor } from '../../foundation/errors/system-failure.ts';
import { makeDirectory } from '../../foundation/files/make-directory.ts';

/**
 * Makes the directory of a session and that of its logs, closed to other users.
 * @throws MachineLacksError where the working directory cannot be written to
 */
export function makeSessionDirectories({ root, logs }: SessionFiles): void {
  try {
    makeDirectory(logs, 0o700);
  } catch (error) {
    throw new MachineLacksError(`cannot keep files in ${root}: ${messageOf(error)}`, {
      cause: error,
      hint: remedyFor(error, 'run distq in a directory that you may write to'),
    });
  }
}
