import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../shared/errors.ts';
import { moveIntoPlace, removeLeftovers, temporaryBeside } from './atomic-file.ts';
import type { Java } from './java.ts';
import { archivedFlags, memberFiles } from './member-command.ts';
import { writeClassArchive } from './write-class-archive.ts';

const unusedAgeMs = 30 * 24 * 60 * 60 * 1000;

export interface ClassArchiveOptions {
  java: Java;
  hazelcastJar: string;
  launcherJar: string;
  cacheDir: string;
  env: NodeJS.ProcessEnv;
  progress: (text: string) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Path of the class-data archive for this Java and these jars, from which a member starts in half the time. It is
 * made once, by a member of its own that is started and ended (about 3 s). Undefined if it can't be made: members
 * start without it all the same.
 * @throws the signal's reason if aborted.
 */
export async function classArchive(options: ClassArchiveOptions): Promise<string | undefined> {
  try {
    const directory = join(options.cacheDir, 'class-archives');
    const key = await archiveKey(options);
    const there = await wholeArchive(directory, key);
    if (there !== undefined) {
      await markUsed(there);
      return there;
    }
    options.progress('preparing faster starts of Hazelcast (once)');
    await removeLeftovers(directory);
    await removeLeftovers(directory, '.jsa', unusedAgeMs);
    return await makeArchive(directory, key, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    options.progress(`members start without class-data archive: ${messageOf(error)}`);
    return undefined;
  }
}

/** Java rejects an archive made with other jars (by size and time), another build of Java, or other flags. */
async function archiveKey({ java, hazelcastJar, launcherJar }: ClassArchiveOptions): Promise<string> {
  const files = await Promise.all(
    [java.path, hazelcastJar, launcherJar].map(async (path) => {
      const { size, mtimeMs } = await stat(path);
      return [size, mtimeMs];
    }),
  );
  const key = JSON.stringify([java.version, java.path, files, archivedFlags, memberFiles]);
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

/**
 * The archive of this key, if it is as long as when it was made: its name says how long that was. Java checks the
 * content of an archive, but crashes on one that is cut short.
 */
async function wholeArchive(directory: string, key: string): Promise<string | undefined> {
  for (const name of await readdir(directory).catch(() => [])) {
    const bytes = new RegExp(`^${key}-(\\d+)\\.jsa$`).exec(name)?.[1];
    const path = join(directory, name);
    if (bytes !== undefined && (await sizeOf(path)) === Number(bytes)) return path;
  }
  return undefined;
}

async function makeArchive(directory: string, key: string, options: ClassArchiveOptions): Promise<string> {
  // Beside it, since a file cannot be moved from one volume to another in one step.
  const workDirectory = temporaryBeside(join(directory, key));
  await mkdir(workDirectory);
  try {
    await writeClassArchive(workDirectory, options);
    const written = join(workDirectory, memberFiles.archive);
    const archive = join(directory, `${key}-${(await stat(written)).size}.jsa`);
    // Java makes it read-only; what is to be synced has to be opened for writing.
    await chmod(written, 0o644);
    await moveIntoPlace(written, archive);
    return archive;
  } finally {
    await rm(workDirectory, { recursive: true, force: true });
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  return await stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

async function markUsed(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}
