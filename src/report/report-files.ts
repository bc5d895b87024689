import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { UsageError, messageOf } from '../shared/errors.ts';

/** @throws UsageError if it cannot be made. */
export async function makeDirectory(directory: string): Promise<void> {
  await attempt(directory, () => mkdir(directory, { recursive: true }));
}

/** @throws UsageError if the file cannot be written. */
export async function writeText(path: string, text: string): Promise<void> {
  await attempt(path, () => writeFile(path, text));
}

/** @throws UsageError if the file cannot be written. */
export async function appendText(path: string, text: string): Promise<void> {
  await attempt(path, () => appendFile(path, text));
}

async function attempt(path: string, action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    throw new UsageError(`cannot write the report ${path}: ${messageOf(error)}`, {
      cause: error,
      hint: 'name a directory that you may write to, on a disk with room',
    });
  }
}
