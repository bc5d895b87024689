import { join, resolve } from 'node:path';
import type { ClusterSpec } from '../../../topology/topology.ts';
import { MachineLacksError } from '../../../foundation/errors/errors.ts';
import { homeDirectory } from '../../../foundation/files/home-directory.ts';
import { cacheDirectory } from '../cache/cache-directory.ts';
import { knownSha256 } from '../cache/checked-file.ts';
import type { AroundDownload } from '../../contract/cluster-runtime.ts';

type HazelcastVersion = ClusterSpec['version'];

/** Of the official artifacts; a jar with another hash is never run. */
export const jarSha256: Readonly<Record<HazelcastVersion, string>> = {
  '5.4.0': 'cbcd4de863ee859dd6094fe01752e1bc9986c5240621443fe6609a5e16903f0d',
  '5.7.0': '241ec66cea8491787f68c3336f069ac463877af50bdb7676cd9d538f1940dc33',
};

export interface FindJarOptions {
  env: NodeJS.ProcessEnv;
  progress: (text: string) => void;
  signal?: AbortSignal | undefined;
  aroundDownload?: AroundDownload | undefined;
  /** Of the jar that is wanted. Default: the official artifact. */
  sha256?: string;
  /** A download is given up after this long without a byte. Default 20 s. */
  stallTimeoutMs?: number;
}

/**
 * Path of Hazelcast's jar: DISTQ_HAZELCAST_JAR, distq's cache, the local Maven repository, else downloaded into the
 * cache from Maven's central repository (DISTQ_MAVEN_REPOSITORY: another base address). Its SHA-256 is checked.
 * @throws MachineLacksError with the remedy; the signal's reason if aborted.
 */
export async function findJar(version: HazelcastVersion, options: FindJarOptions): Promise<string> {
  const { env, progress, signal, sha256: expected = jarSha256[version] } = options;
  const local = await findLocalJar(version, options);
  if (local !== undefined) return local;
  const cached = cachedJar(version, env);
  const { download } = await import('./jar-download.ts');
  const wanted = {
    url: await jarUrl(version, env),
    target: cached,
    sha256: expected,
    env,
    progress,
    stallTimeoutMs: options.stallTimeoutMs ?? 20_000,
    remedy:
      `try again, set HTTPS_PROXY if this network needs a proxy, or fetch hazelcast-${version}.jar ` +
      '(Maven coordinates com.hazelcast:hazelcast) elsewhere and set DISTQ_HAZELCAST_JAR to its path',
    signal,
  };
  const fetchIt = (): Promise<void> => download(wanted);
  await (options.aroundDownload?.(fetchIt) ?? fetchIt());
  return cached;
}

/**
 * The jar if it is on this machine already; nothing is downloaded.
 * @throws MachineLacksError if DISTQ_HAZELCAST_JAR names none that may be run
 */
export async function findLocalJar(
  version: HazelcastVersion,
  options: Omit<FindJarOptions, 'stallTimeoutMs' | 'aroundDownload'>,
): Promise<string | undefined> {
  const { env, progress, signal, sha256: expected = jarSha256[version] } = options;
  const cacheDir = cacheDirectory(env);
  const named = env['DISTQ_HAZELCAST_JAR'];
  if (named) return await checkNamed(resolve(named), { version, expected, cacheDir, signal });
  for (const path of [
    cachedJar(version, env),
    join(mavenRepository(env), 'com/hazelcast/hazelcast', version, `hazelcast-${version}.jar`),
  ]) {
    const actual = await knownSha256(path, cacheDir, signal);
    if (actual === expected) return path;
    if (actual !== undefined) progress(`not using ${path}: its SHA-256 is ${actual}, expected ${expected}`);
  }
  return undefined;
}

function cachedJar(version: HazelcastVersion, env: NodeJS.ProcessEnv): string {
  return join(cacheDirectory(env), 'jars', `hazelcast-${version}.jar`);
}

async function checkNamed(
  path: string,
  {
    version,
    expected,
    cacheDir,
    signal,
  }: { version: HazelcastVersion; expected: string; cacheDir: string; signal: AbortSignal | undefined },
): Promise<string> {
  const actual = await knownSha256(path, cacheDir, signal);
  if (actual === expected) return path;
  throw new MachineLacksError(
    actual === undefined
      ? `DISTQ_HAZELCAST_JAR names ${path}, which is no file`
      : `DISTQ_HAZELCAST_JAR names ${path} with SHA-256 ${actual}, expected ${expected} (Hazelcast ${version})`,
    { hint: `unset DISTQ_HAZELCAST_JAR, or name the official hazelcast-${version}.jar` },
  );
}

function mavenRepository(env: NodeJS.ProcessEnv): string {
  return env['M2_REPO'] ?? env['maven.repo.local'] ?? join(homeDirectory() ?? '', '.m2', 'repository');
}

async function jarUrl(version: HazelcastVersion, env: NodeJS.ProcessEnv): Promise<string> {
  const base = env['DISTQ_MAVEN_REPOSITORY']?.replace(/\/*$/, '/');
  // Node and bundlers disagree on what the default import of a CommonJS module with a default export is.
  const { default: imported } = await import('mvn-artifact-url');
  const artifactUrl = typeof imported === 'function' ? imported : imported.default;
  return await artifactUrl({ groupId: 'com.hazelcast', artifactId: 'hazelcast', version }, base);
}
