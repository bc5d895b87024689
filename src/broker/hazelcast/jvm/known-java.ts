import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readRegularFile } from '../../../foundation/files/read-regular-file.ts';
import { writeAtomically } from '../cache/atomic-file.ts';
import type { JavaVersion } from './java-version.ts';

const knownSchema = z.object({ stamp: z.string(), version: z.string(), major: z.int() });

/** Java reads options from these, and may refuse to start because of one. */
const optionVariables = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];

/** What an answer of `java -version` depends on. */
export interface AskedJava {
  path: string;
  env: NodeJS.ProcessEnv;
  cacheDir: string;
}

/**
 * The version of a Java that has told it before and is still the same file: asking costs as much as the start of a
 * service. undefined: it must be asked, as always behind a wrapper script, which may run another Java each time.
 */
export async function knownVersion(asked: AskedJava): Promise<JavaVersion | undefined> {
  try {
    const stamp = await stampOf(asked);
    if (stamp === undefined) return undefined;
    const known = knownSchema.parse(JSON.parse(await readRegularFile(noteOf(asked))));
    return known.stamp === stamp ? { version: known.version, major: known.major } : undefined;
  } catch {
    return undefined;
  }
}

/** Does nothing if the answer may be another one next time, or the cache cannot be written. */
export async function noteVersion(asked: AskedJava, { version, major }: JavaVersion): Promise<void> {
  try {
    const stamp = await stampOf(asked);
    if (stamp !== undefined) await writeAtomically(noteOf(asked), JSON.stringify({ stamp, version, major }));
  } catch {
    // The next start asks again.
  }
}

/** Of the program and of the file with all classes; undefined if it is not such a program, or options may change it. */
async function stampOf({ path, env }: AskedJava): Promise<string | undefined> {
  if (optionVariables.some((name) => env[name])) return undefined;
  const program = await realpath(path);
  const files = [program, join(dirname(program), '..', 'lib', 'modules')];
  const stats = await Promise.all(files.map((file) => stat(file)));
  // Beside a script in /usr/bin, /usr/lib/modules is the folder of the kernel's modules.
  if (!stats.every((file) => file.isFile())) return undefined;
  return JSON.stringify([program, ...stats.map(({ size, mtimeMs, ino }) => [size, mtimeMs, ino])]);
}

function noteOf({ path, cacheDir }: AskedJava): string {
  const name = createHash('sha256').update(`java ${path}`).digest('hex').slice(0, 32);
  return join(cacheDir, 'checked', `${name}.json`);
}
