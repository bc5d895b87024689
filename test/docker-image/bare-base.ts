import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { engineEnvironment } from './engine.ts';

/** Loaded by name only: by Java, and, where glibc is older than 2.34, for names of hosts. */
const loadedByName = ['librt.so.1', 'libnss_dns.so.2', 'libnss_files.so.2', 'libresolv.so.2'];

/**
 * Builds an image that has this machine's glibc, libstdc++ and libgcc_s and nothing more, like a distroless one: no shell, no file of users, no
 * home. For machines that reach no registry.
 * @param program whose libraries it gets
 */
export async function buildBareBase(image: string, program: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'distq-bare-base-'));
  try {
    const root = join(directory, 'root');
    for (const library of await librariesOf(program))
      await cp(library, join(root, library), { dereference: true });
    await mkdir(join(root, 'tmp'));
    await chmod(join(root, 'tmp'), 0o1777);
    await writeFile(join(directory, 'Dockerfile'), 'FROM scratch\nCOPY root /\n');
    await execa('docker', ['build', '--tag', image, directory], {
      env: { ...engineEnvironment, DOCKER_BUILDKIT: '0' },
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function librariesOf(program: string): Promise<string[]> {
  const { stdout } = await execa('ldd', [program]);
  const paths = stdout.match(/\/\S+(?= \(0x)/g) ?? [];
  const libc = paths.find((path) => path.includes('/libc.so'));
  if (libc === undefined) throw new Error(`ldd shows no libc of ${program}:\n${stdout}`);
  const byName = loadedByName.map((name) => join(dirname(libc), name)).filter((path) => existsSync(path));
  return [...paths, ...byName];
}
