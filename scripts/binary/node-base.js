import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { firstLineOf } from './first-line-of.js';
import { npmArchive } from './pinned-downloads.js';

const run = promisify(execFile);

/**
 * Path of the Node.js from which an executable is made; unpacked once.
 * @param {import('../shared/targets.js').PinnedNode} pinned
 * @param {string} cache directory
 */
export async function nodeBase(pinned, cache) {
  const archive = await npmArchive(pinned, cache);
  const directory = join(cache, `${pinned.package}-${pinned.version}`);
  await mkdir(directory, { recursive: true });
  await run('tar', ['-xzf', archive, '-C', directory, pinned.program]);
  return join(directory, pinned.program);
}

/**
 * A copy without symbols, a seventh smaller; with symbols if `strip` is missing or does not support the format.
 * @param {string} program
 * @param {string} target path of the copy
 */
export async function strippedCopy(program, target) {
  const copy = `${target}.${process.pid}`;
  await copyFile(program, copy);
  await chmod(copy, 0o755);
  if (basename(program) === 'node') {
    await run('strip', [copy]).catch((/** @type {unknown} */ error) => {
      console.warn(`not stripped: ${firstLineOf(error)}`);
    });
  }
  await rename(copy, target);
}
