import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Name of the executable in dist/, and of the archive in which it is attached to a release. */
export function namesOf(target) {
  const isWindows = target.startsWith('win32');
  return {
    built: `distq-${target}${isWindows ? '.exe' : ''}`,
    archive: `distq-${target}${isWindows ? '.zip' : '.tar.gz'}`,
    inside: `distq${isWindows ? '.exe' : ''}`,
  };
}

/**
 * Packs an executable with the licenses of what is in it. gzip and zip are unpacked everywhere without installing anything; xz is not.
 * Uses GNU tar, gzip and zip.
 */
export async function packExecutable({ target, from, licenses, into }) {
  const { built, archive, inside } = namesOf(target);
  const directory = await mkdtemp(join(tmpdir(), 'distq-release-'));
  const file = resolve(into, archive);
  try {
    await mkdir(into, { recursive: true });
    await rm(file, { force: true });
    await copyFile(join(from, built), join(directory, inside));
    const names = [inside];
    for (const [name, path] of Object.entries(licenses)) {
      await copyFile(path, join(directory, name));
      names.push(name);
    }
    // An artifact that was uploaded and downloaded has lost its mode.
    await run('chmod', ['755', inside], { cwd: directory });
    if (archive.endsWith('.zip')) await run('zip', ['-q', '-X', '-9', file, ...names], { cwd: directory });
    else {
      const plain = ['--owner=0', '--group=0', '--numeric-owner', '--format=ustar'];
      await run('tar', [...plain, '--use-compress-program=gzip -9 -n', '-cf', file, ...names], {
        cwd: directory,
      });
    }
    return archive;
  } finally {
    await rm(directory, { recursive: true });
  }
}
