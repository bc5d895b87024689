import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { knownSha256 } from '../cache/checked-file.ts';
import { memberFiles, memberFlags, type ClassCacheFormat } from '../members/member-command.ts';
import type { StartedFrom } from './member-parts.ts';

/** The first Java that makes an ahead-of-time cache in one step (JEP 514). */
const firstWithAotCache = 25;

interface Paired extends StartedFrom {
  cacheDir: string;
  signal?: AbortSignal | undefined;
}

/**
 * What a class cache is for, and which kind of cache that Java makes. A dynamic archive is refused by Java if the jars are others (by size
 * and time); an ahead-of-time cache is not: Java would run the classes of the jar that it was made with. So both are found by content.
 */
export async function classCacheKey(paired: Paired): Promise<{ key: string; format: ClassCacheFormat }> {
  const { java, hazelcastJar, launcherJar, cacheDir, signal } = paired;
  const jars = [hazelcastJar, launcherJar];
  const modules = java.major < firstWithAotCache ? undefined : await modulesOf(java.path);
  const format = modules === undefined ? 'dynamic-archive' : 'aot-cache';
  const runtime =
    modules === undefined
      ? [java.path, await stampOf(java.path)]
      : await knownSha256(modules, cacheDir, signal);
  const contents = await Promise.all(jars.map((jar) => knownSha256(jar, cacheDir, signal)));
  const stamps = format === 'dynamic-archive' ? await Promise.all(jars.map(stampOf)) : [];
  const key = JSON.stringify([
    format,
    java.version,
    runtime,
    contents,
    stamps,
    memberFlags(java.major),
    memberFiles,
  ]);
  return { key: createHash('sha256').update(key).digest('hex').slice(0, 32), format };
}

/** The file with all classes of a Java; undefined where it is not where `java` leads, as behind a wrapper script. */
async function modulesOf(java: string): Promise<string | undefined> {
  const program = await realpath(java);
  const modules = join(dirname(program), '..', 'lib', 'modules');
  return await stat(modules).then(
    (file) => (file.isFile() ? modules : undefined),
    () => undefined,
  );
}

async function stampOf(path: string): Promise<{ size: number; mtimeMs: number }> {
  const { size, mtimeMs } = await stat(path);
  return { size, mtimeMs };
}
