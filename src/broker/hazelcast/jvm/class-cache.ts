import { chmod, mkdir, readFile, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../../foundation/errors/errors.ts';
import { moveIntoPlace, removeLeftovers, temporaryBeside, writeAtomically } from '../cache/atomic-file.ts';
import { classCacheKey } from './class-cache-key.ts';
import { memberFiles, type ClassCacheFormat } from '../members/member-command.ts';
import { ClassCacheRefusedError, trainClassCache } from './train-class-cache.ts';
import type { StartedFrom, ClassCache } from './member-parts.ts';

const unusedAgeMs = 30 * 24 * 60 * 60 * 1000;
const refusedAgeMs = 24 * 60 * 60 * 1000;
const cacheEnding = '.classes';
const refusedEnding = '.refused';

interface ClassCacheOptions extends StartedFrom {
  cacheDir: string;
  env: NodeJS.ProcessEnv;
  progress: (text: string) => void;
  signal?: AbortSignal | undefined;
}

/**
 * The class cache for this Java and these jars. It is made once, by a member of its own that is started and ended (about 3 s).
 * Undefined if it can't be made: members also start without it.
 * @throws the signal's reason if aborted.
 */
export async function classCache(options: ClassCacheOptions): Promise<ClassCache | undefined> {
  const directory = join(options.cacheDir, 'class-caches');
  try {
    const { key, format } = await classCacheKey(options);
    const there = await wholeCache(directory, key);
    if (there !== undefined) {
      await markUsed(there);
      return { path: there, format };
    }
    if (await wasRefused(directory, key)) return undefined;
    options.progress('preparing faster starts of Hazelcast (once)');
    await removeLeftovers(directory);
    await removeLeftovers(directory, cacheEnding, unusedAgeMs);
    return { path: await makeCache(directory, { key, format }, options), format };
  } catch (error) {
    options.signal?.throwIfAborted();
    options.progress(`members start without class cache: ${messageOf(error)}`);
    return undefined;
  }
}

/**
 * The cache of this key, if it is as long as when it was made: its name says how long that was. Java checks the
 * content of a cache, but crashes on one that is cut short.
 */
async function wholeCache(directory: string, key: string): Promise<string | undefined> {
  for (const name of await readdir(directory).catch(() => [])) {
    const bytes = new RegExp(`^${key}-(\\d+)\\${cacheEnding}$`).exec(name)?.[1];
    const path = join(directory, name);
    if (bytes !== undefined && (await sizeOf(path)) === Number(bytes)) return path;
  }
  return undefined;
}

/** @returns its path. */
async function makeCache(
  directory: string,
  { key, format }: { key: string; format: ClassCacheFormat },
  options: ClassCacheOptions,
): Promise<string> {
  // Beside it, since a file cannot be moved from one volume to another in one step.
  const workDirectory = temporaryBeside(join(directory, key));
  await mkdir(workDirectory);
  try {
    const written = join(workDirectory, memberFiles.classCache);
    await trainClassCache(workDirectory, { ...options, format });
    const path = join(directory, `${key}-${(await stat(written)).size}${cacheEnding}`);
    // Java makes it read-only; what is to be synced has to be opened for writing.
    await chmod(written, 0o644);
    await moveIntoPlace(written, path);
    return path;
  } catch (error) {
    if (error instanceof ClassCacheRefusedError) await noteRefusal(directory, key);
    throw error;
  } finally {
    await rm(workDirectory, { recursive: true, force: true });
  }
}

/** What a Java refuses is not to be tried again at every start. */
async function wasRefused(directory: string, key: string): Promise<boolean> {
  try {
    const since = Number(await readFile(join(directory, `${key}${refusedEnding}`), 'utf8'));
    return Date.now() - since < refusedAgeMs;
  } catch {
    return false;
  }
}

async function noteRefusal(directory: string, key: string): Promise<void> {
  await writeAtomically(join(directory, `${key}${refusedEnding}`), String(Date.now()));
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
