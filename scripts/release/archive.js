import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { namesOf } from './names-of.js';

const run = promisify(execFile);

/**
 * Packs an executable with the licenses of its contents. The .tar.gz is for machines that cannot unpack xz; Windows can
 * unpack the .zip without installing anything. Uses GNU tar, xz, gzip and zip.
 * @param {{ target: string, from: string, licenses: Record<string, string>, into: string }} options `licenses`: paths
 * by name in the archive
 * @returns {Promise<string[]>} the paths of the archives
 */
export async function packExecutable({ target, from, licenses, into }) {
  const { built, archives, inside } = namesOf(target);
  const directory = await mkdtemp(join(tmpdir(), 'distq-release-'));
  const files = archives.map((archive) => resolve(into, archive));
  try {
    await mkdir(into, { recursive: true });
    await copyFile(join(from, built), join(directory, inside));
    const names = [inside];
    for (const [name, path] of Object.entries(licenses)) {
      await copyFile(path, join(directory, name));
      names.push(name);
    }
    // Uploading and downloading an artifact loses its mode.
    await run('chmod', ['755', inside], { cwd: directory });
    for (const file of files) {
      await rm(file, { force: true });
      await pack({ target, file, names, directory });
    }
    return files;
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** @param {{ target: string, file: string, names: string[], directory: string }} options */
async function pack({ target, file, names, directory }) {
  if (file.endsWith('.zip')) {
    await run('zip', ['-q', '-X', '-9', file, ...names], { cwd: directory });
    return;
  }
  const compress = file.endsWith('.xz') ? `xz ${(await xzOptions(target)).join(' ')}` : 'gzip -9 -n';
  const plain = ['--owner=0', '--group=0', '--numeric-owner', '--format=ustar'];
  await run('tar', [...plain, `--use-compress-program=${compress}`, '-cf', file, ...names], {
    cwd: directory,
  });
}

/**
 * Must have the filter and dictionary of the sample in install.sh; otherwise machines choose an archive that they
 * cannot unpack.
 * @param {string} target
 */
async function xzOptions(target) {
  const filter = target.endsWith('-x64') ? '--x86' : '--arm64';
  const options = ['-9e', filter, '--lzma2=preset=9e,dict=64MiB'];
  if (filter === '--x86') return options;
  // xz supports that filter since 5.4.
  return await run('xz', [...options, '--compress', '--stdout', '/dev/null']).then(
    () => options,
    () => options.filter((option) => option !== filter),
  );
}
