import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { project } from '../shared/project.js';

/**
 * Replaces the file in one step: a running process may be starting children from it.
 * @param {string} outfile in the project, or an absolute path
 * @param {string | Uint8Array} content
 * @param {number} [mode]
 */
export async function writeWhole(outfile, content, mode = 0o755) {
  const path = resolve(project, outfile);
  const part = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(part, content, { mode });
  await rename(part, path);
}
