import { existsSync } from 'node:fs';
import { appendFile, open, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError, messageOf } from '../foundation/errors/errors.ts';
import { makeDirectory as makeWithParents } from '../foundation/files/make-directory.ts';

/** @throws UsageError if it cannot be created */
export async function makeDirectory(directory: string): Promise<void> {
  await attempt(directory, () => {
    makeWithParents(resolve(directory));
  });
}

/**
 * Checks that the file can be written, before its text exists; existing contents are kept.
 * @throws UsageError if it cannot be written
 */
export async function probeText(path: string): Promise<void> {
  await attempt(path, async () => {
    const isThere = existsSync(path);
    await (await open(path, 'a')).close();
    if (!isThere) await rm(path);
  });
}

/** @throws UsageError if the file cannot be written */
export async function writeText(path: string, text: string): Promise<void> {
  await attempt(path, () => writeFile(path, text));
}

/** @throws UsageError if the file cannot be written */
export async function appendText(path: string, text: string): Promise<void> {
  await attempt(path, () => appendFile(path, text));
}

async function attempt(path: string, action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    throw new UsageError(`cannot write the report ${path}: ${messageOf(error)}`, {
      cause: error,
      hint: 'name a writable directory on a disk with free space',
    });
  }
}
