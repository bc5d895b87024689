import { join } from 'node:path';
import { MachineLacksError, messageOf } from '../../../foundation/errors/errors.ts';
import type { ClusterSpec } from '../../../topology/topology.ts';
import { cacheDirectory } from '../cache/cache-directory.ts';
import { classCache } from './class-cache.ts';
import { executablePayload } from '../embedded/executable-payload.ts';
import type { Payload, PayloadManifest } from '../embedded/payload.ts';
import { findPrepared } from '../embedded/prepared-payload.ts';
import { unpackedPayload } from '../embedded/unpacked-payload.ts';
import { findJar } from './jar.ts';
import { findJava, type Java } from './java.ts';
import { majorOf } from './java-version.ts';
import { installLauncher } from './member-launcher.ts';
import type { AroundDownload } from '../../contract/cluster-runtime.ts';
import type { MemberProgram, ClassCache } from './member-parts.ts';

type HazelcastVersion = ClusterSpec['version'];

interface FindOptions {
  env: NodeJS.ProcessEnv;
  progress: (text: string) => void;
  signal?: AbortSignal | undefined;
  aroundDownload?: AroundDownload | undefined;
  /** What the executable carries; by default that of the running one. */
  payload?: Payload | undefined;
}

/** What a member is started from; what is left out is made. */
interface Found {
  java: Java;
  hazelcastJar: string;
  launcherJar?: string;
  classCache?: ClassCache | undefined;
}

/**
 * Finds Java and Hazelcast's jar: those that JAVA_HOME and DISTQ_HAZELCAST_JAR name, else those that the executable carries
 * (unpacked once, or beforehand), else those that this machine has or can download.
 * @throws MachineLacksError with the remedy; the signal's reason if aborted
 */
export async function findMemberProgram(
  version: HazelcastVersion,
  { payload = executablePayload(), ...options }: FindOptions,
): Promise<MemberProgram> {
  const cacheDir = cacheDirectory(options.env);
  const found =
    payload === undefined
      ? {
          java: await findJava(options.env, options.signal, { cacheDir }),
          hazelcastJar: await findJar(version, options),
        }
      : await findWithPayload(payload, version, { ...options, cacheDir });
  const launcherJar = found.launcherJar ?? (await installLauncher(cacheDir));
  const program = { java: found.java, hazelcastJar: found.hazelcastJar, launcherJar };
  return {
    ...program,
    classCache: found.classCache ?? (await classCache({ ...options, ...program, cacheDir })),
  };
}

/** Whether the jar of the executable is the one to use. */
export function usesCarriedJar(
  { hazelcast }: Pick<PayloadManifest, 'hazelcast'>,
  version: HazelcastVersion,
  env: NodeJS.ProcessEnv,
): boolean {
  return hazelcast === version && !env['DISTQ_HAZELCAST_JAR'];
}

/**
 * The Java that JAVA_HOME names, which an executable's own gives way to; undefined if none is named, or it is of no use.
 * @param onUnusable told why it is of no use
 */
export async function findNamedJava(
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
  onUnusable: (why: string) => void,
): Promise<Java | undefined> {
  if (!env['JAVA_HOME']) return undefined;
  try {
    return await findJava(env, signal, { places: ['JAVA_HOME'] });
  } catch (error) {
    if (!(error instanceof MachineLacksError)) throw error;
    onUnusable(messageOf(error));
    return undefined;
  }
}

async function findWithPayload(
  payload: Payload,
  version: HazelcastVersion,
  options: Omit<FindOptions, 'payload'> & { cacheDir: string },
): Promise<Found> {
  const { env, signal, progress } = options;
  const named = await findNamedJava(env, signal, (why) => {
    progress(`using the Java inside this executable: ${why}`);
  });
  const otherJar = usesCarriedJar(payload.manifest, version, env)
    ? undefined
    : await findJar(version, options);
  if (named !== undefined && otherJar !== undefined) return { java: named, hazelcastJar: otherJar };
  const prepared = await findPrepared(payload, env, progress);
  const carried = carriedProgram(payload.manifest, prepared ?? (await unpackedPayload(payload, options)));
  const isPair = named === undefined && otherJar === undefined;
  return {
    java: named ?? carried.java,
    hazelcastJar: otherJar ?? carried.hazelcastJar,
    launcherJar: carried.launcherJar,
    classCache: isPair ? carried.classCache : undefined,
  };
}

function carriedProgram(manifest: PayloadManifest, directory: string): Found & { launcherJar: string } {
  const { java, javaPath, jarPath, launcherPath, classCachePath } = manifest;
  return {
    java: { version: java, major: majorOf(java), path: join(directory, javaPath), from: 'executable' },
    hazelcastJar: join(directory, jarPath),
    launcherJar: join(directory, launcherPath),
    classCache:
      classCachePath === undefined
        ? undefined
        : { path: join(directory, classCachePath), format: 'aot-cache' },
  };
}
