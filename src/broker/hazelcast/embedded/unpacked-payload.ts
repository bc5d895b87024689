import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../../../foundation/errors/error-code.ts';
import { MachineLacksError, messageOf } from '../../../foundation/errors/errors.ts';
import { lookUpProcess } from '../../../foundation/processes/look-up-process.ts';
import { makeDirectory } from '../../../foundation/files/make-directory.ts';
import { directoryName, type Payload } from './payload.ts';
import { isIntact, stampDirectory } from './payload-stamp.ts';
import { writePayload } from './write-payload.ts';

const partSuffix = '.part';

export interface UnpackOptions {
  cacheDir: string;
  progress: (text: string) => void;
  signal?: AbortSignal | undefined;
}

/**
 * The directory with the files of a payload: unpacked once into the cache, found there by the hash of the content ever after. What is
 * damaged is replaced. Several processes may do this at once.
 * @throws MachineLacksError where there is no room, or nothing may be written or run; the signal's reason if aborted
 */
export async function unpackedPayload(payload: Payload, options: UnpackOptions): Promise<string> {
  const parent = join(options.cacheDir, 'embedded');
  try {
    const there = await findIntact(parent, payload);
    const directory = there ?? (await unpack(parent, payload, options));
    await requireExecutable(join(directory, payload.manifest.javaPath));
    return directory;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof MachineLacksError) throw error;
    throw new MachineLacksError(`cannot unpack Java and Hazelcast into ${parent}: ${messageOf(error)}`, {
      cause: error,
      hint: `free ${megabytes(payload)} MB there, or name a directory that you may write to: DISTQ_CACHE_DIR`,
    });
  }
}

/** The first directory of this content that is whole; others of it are damaged, and removed. */
async function findIntact(parent: string, { manifest }: Payload): Promise<string | undefined> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((other) => other.startsWith(directoryName(manifest)))) {
    const directory = join(parent, name);
    if (name.endsWith(partSuffix)) await removeAbandoned(directory, name);
    else if (await isIntact(directory, manifest)) return directory;
    else await rm(directory, { recursive: true, force: true }).catch(() => undefined);
  }
  return undefined;
}

/** A part carries the number of the process that writes it. */
async function removeAbandoned(directory: string, name: string): Promise<void> {
  const pid = Number(name.split('.').at(-3));
  if (Number.isInteger(pid) && (await lookUpProcess(pid)).state !== 'gone') return;
  await rm(directory, { recursive: true, force: true }).catch(() => undefined);
}

async function unpack(parent: string, payload: Payload, options: UnpackOptions): Promise<string> {
  options.progress(`unpacking Java and Hazelcast (once, ${megabytes(payload)} MB)`);
  makeDirectory(parent, 0o700);
  const name = directoryName(payload.manifest);
  const part = join(parent, `${name}.${process.pid}.${randomUUID().slice(0, 8)}${partSuffix}`);
  try {
    await writePayload(payload, part, options.signal);
    await stampDirectory(part, payload.manifest);
    // Somebody may have been quicker; moving theirs away would take it from under members that run.
    return (await findIntact(parent, payload)) ?? (await moveIntoPlace(part, join(parent, name)));
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** Under a name of its own where another process has just taken the usual one. */
async function moveIntoPlace(part: string, directory: string): Promise<string> {
  try {
    await rename(part, directory);
    return directory;
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'EPERM')) throw error;
    const another = `${directory}-${randomUUID().slice(0, 8)}`;
    await rename(part, another);
    return another;
  }
}

async function requireExecutable(program: string): Promise<void> {
  try {
    await access(program, constants.X_OK);
  } catch (error) {
    throw new MachineLacksError(`${program} was unpacked, and may not be run there: ${messageOf(error)}`, {
      cause: error,
      hint: 'the directory is mounted with noexec: name another one with DISTQ_CACHE_DIR, or set JAVA_HOME to a Java of this machine',
    });
  }
}

function megabytes({ manifest }: Payload): number {
  return Math.ceil(manifest.files.reduce((sum, { size }) => sum + size, 0) / 1_000_000);
}
