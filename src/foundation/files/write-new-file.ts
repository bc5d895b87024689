import { writeFile } from 'node:fs/promises';
import { hasCode } from '../errors/error-code.ts';
import { UsageError, messageOf } from '../errors/errors.ts';

/** Writes a file that does not exist yet. @throws UsageError if it exists or cannot be written */
export async function writeNewFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const isThere = hasCode(error, 'EEXIST');
    throw new UsageError(
      isThere ? `${path} exists already` : `cannot write ${path}: ${messageOf(error)}`,
      isThere ? { cause: error, hint: 'give another file name' } : { cause: error },
    );
  }
}
