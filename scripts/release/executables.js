import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { packExecutable } from './archive.js';
import { namesOf } from './names-of.js';

/**
 * In bytes. A bigger executable takes noticeably longer to download and to start for the first time, so growth must not
 * be released unnoticed. The other archives have no limit: they are for machines without support for .tar.xz.
 */
const releaseLimits = { executable: 165e6, tarXz: 75e6 };

/** @typedef {{ target: string, file: string, limit: number }} SizedFile `limit` in bytes */

/**
 * Packs the executables of all targets.
 * @param {{ targets: string[], from: string, licenses: Record<string, string>, into: string, limits?: { executable: number, tarXz: number } }} options
 * @throws Error that names each target whose executable is missing or too big, or whose .tar.xz is too big
 */
export async function packExecutables({ targets, from, licenses, into, limits = releaseLimits }) {
  const missing = targets.filter((target) => !existsSync(join(from, namesOf(target).built)));
  if (missing.length > 0)
    throw new Error(`not built yet: ${missing.join(', ')}; npm run build:binary -- TARGET`);
  // Before packing, which takes minutes.
  await checkSizes(
    targets.map((target) => ({
      target,
      file: join(from, namesOf(target).built),
      limit: limits.executable,
    })),
  );
  /** @type {SizedFile[]} */
  const packed = [];
  for (const target of targets) {
    const archives = await packExecutable({ target, from, licenses, into });
    packed.push(...archives.map((file) => ({ target, file, limit: limits.tarXz })));
  }
  await checkSizes(packed.filter(({ file }) => file.endsWith('.tar.xz')));
}

/** @param {SizedFile[]} files */
async function checkSizes(files) {
  /** @type {string[]} */
  const problems = [];
  for (const { target, file, limit } of files) {
    const { size } = await stat(file);
    if (size > limit)
      problems.push(`${target}: ${basename(file)} has ${megabytes(size)}, the limit is ${megabytes(limit)}`);
  }
  if (problems.length > 0) throw new Error(`too big for a release:\n  ${problems.join('\n  ')}`);
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
