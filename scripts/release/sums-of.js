import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from '../shared/sha256-of.js';

/**
 * The hashes of a directory's files in the format of sha256sum, without the list itself.
 * @param {string} directory
 */
export async function sumsOf(directory) {
  const names = (await readdir(directory)).filter((name) => name !== 'SHA256SUMS').sort();
  const lines = await Promise.all(
    names.map(async (name) => `${await sha256Of(join(directory, name))}  ${name}\n`),
  );
  return lines.join('');
}
