import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from '../shared/sha256-of.js';

/**
 * The files of a directory in the form of sha256sum, itself left out.
 * @param {string} directory
 */
export async function sumsOf(directory) {
  const names = (await readdir(directory)).filter((name) => name !== 'SHA256SUMS').sort();
  const lines = await Promise.all(
    names.map(async (name) => `${await sha256Of(join(directory, name))}  ${name}\n`),
  );
  return lines.join('');
}
