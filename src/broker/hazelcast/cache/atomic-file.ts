import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MachineLacksError, messageOf } from '../../../foundation/errors/errors.ts';
import { makeDirectory } from '../../../foundation/files/make-directory.ts';

const leftoverSuffix = '.part';
const leftoverAgeMs = 24 * 60 * 60 * 1000;

/**
 * A name beside `target` in the cache that no other process uses, so that a rename onto `target` is atomic.
 * @throws MachineLacksError if its directory cannot be made
 */
export function temporaryBeside(target: string): string {
  try {
    makeDirectory(dirname(target));
  } catch (error) {
    throw notWritable(target, error);
  }
  return `${target}.${randomUUID()}${leftoverSuffix}`;
}

/** Makes the complete temporary file the target; a reader sees the old file or the new one, never a part. */
export async function moveIntoPlace(temporary: string, target: string): Promise<void> {
  const file = await open(temporary, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, target);
}

/** @throws MachineLacksError if it cannot be written */
export async function writeAtomically(target: string, content: string | Uint8Array): Promise<void> {
  const temporary = temporaryBeside(target);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
    } finally {
      await file.close();
    }
    await moveIntoPlace(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw notWritable(target, error);
  }
}

function notWritable(target: string, cause: unknown): MachineLacksError {
  return new MachineLacksError(`cannot write to the cache: ${messageOf(cause)}`, {
    cause,
    hint: `see what hinders it in ${dirname(target)}, or name a directory that may be written to: DISTQ_CACHE_DIR`,
  });
}

/** Removes what processes that were killed left behind in `directory`; nothing younger than a day. */
export async function removeLeftovers(
  directory: string,
  suffix = leftoverSuffix,
  ageMs = leftoverAgeMs,
): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    const path = join(directory, name);
    const age = await stat(path).then(
      (file) => Date.now() - file.mtimeMs,
      () => 0,
    );
    if (name.endsWith(suffix) && age > ageMs) await rm(path, { recursive: true, force: true });
  }
}
