import type { SessionFiles } from '../../control/session-files.ts';
import { MachineLacksError, messageOf } from '../../foundation/errors/errors.ts';
import { remedyFor } from '../../foundation/errors/system-failure.ts';
import { makeDirectory } from '../../foundation/files/make-directory.ts';

/**
 * Makes the directories of a session and of its logs, without access for other users.
 * @throws MachineLacksError if the working directory is not writable
 */
export function makeSessionDirectories({ root, logs }: SessionFiles): void {
  try {
    makeDirectory(logs, 0o700);
  } catch (error) {
    throw new MachineLacksError(`cannot write files in ${root}: ${messageOf(error)}`, {
      cause: error,
      hint: remedyFor(error, 'run distq in a writable directory'),
    });
  }
}
