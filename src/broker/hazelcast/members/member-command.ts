import { delimiter } from 'node:path';

/**
 * What a member reads and is given by name: Java is started in the directory of these, since it reads a path on its command line in an encoding that may
 * not have its letters, and a class path may hold no colon (docs/decisions/0014-members-start-in-their-directory.md).
 */
export const memberFiles = {
  launcherJar: 'launcher.jar',
  hazelcastJar: 'hazelcast.jar',
  classCache: 'classes.cache',
  logging: 'member-logging.properties',
} as const;

/** A dynamic class-data archive (JEP 350), or an ahead-of-time cache (JEP 483). */
export type ClassCacheFormat = 'dynamic-archive' | 'aot-cache';

/** Names of files are those in the member's directory. */
export interface MemberStart {
  heapMb: number;
  config: string;
  /** To start from the class cache, or to write it when the member ends. */
  classCache?: { format: ClassCacheFormat; mode: 'use' | 'create' } | undefined;
  /** Created by the member once it is started. */
  marksStarted?: string;
  /** The member joins no other before this file exists. */
  waitsFor?: string;
}

const packagesOpenedForHazelcast = [
  '--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED',
  '--add-opens=java.base/java.lang=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  '--add-opens=java.management/sun.management=ALL-UNNAMED',
  '--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED',
];

/** Flags that a class cache depends on. The compiler's first tier alone saves 0.4 s of each member's start. */
export function memberFlags(major: number): string[] {
  return [
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    // Hazelcast uses memory in a way that later versions of Java warn of (JEP 498).
    ...(major < 23 ? [] : ['--sun-misc-unsafe-memory-access=allow']),
    ...packagesOpenedForHazelcast,
  ];
}

/**
 * The heap to begin with, in MiB: it takes no memory before it is filled. One that begins small is collected as a whole each time that it
 * grows, and for 60 to 80 ms everybody waits for that member. See docs/performance.md.
 */
const roomyHeapMb = 512;
/** Of the young generation: a larger one is collected more rarely and longer, since most of what it holds are messages, which stay. */
const youngMb = 12;

/**
 * Arguments for `java` that start a member in its directory.
 * @param major version of that Java
 */
export function memberArguments(major: number, { heapMb, classCache, ...files }: MemberStart): string[] {
  return [
    `-Xms${Math.min(roomyHeapMb, heapMb)}m`,
    `-Xmn${youngMb}m`,
    `-Xmx${heapMb}m`,
    ...memberFlags(major),
    ...classCacheFlags(classCache),
    '-XX:-UsePerfData',
    // A member without memory answers nothing any more and yet keeps its place; when it is gone, its backups take over.
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:ErrorFile=java-error-%p.log',
    // What it logs is read as UTF-8, whatever the locale is; since Java 19 the second has a say in that.
    '-Dfile.encoding=UTF-8',
    '-Dstdout.encoding=UTF-8',
    // The configuration is generated, and validating it against the schema costs 0.4 s of each start.
    '-Dhazelcast.config.schema.validation.enabled=false',
    `-Dhazelcast.config=${files.config}`,
    `-Djava.util.logging.config.file=${memberFiles.logging}`,
    ...(files.marksStarted === undefined ? [] : [`-Ddistq.started=${files.marksStarted}`]),
    ...(files.waitsFor === undefined ? [] : [`-Ddistq.after=${files.waitsFor}`]),
    '-cp',
    [memberFiles.launcherJar, memberFiles.hazelcastJar].join(delimiter),
    'distq.Member',
  ];
}

function classCacheFlags(cache: MemberStart['classCache']): string[] {
  // Java would write about a cache that doesn't fit to the same stream as the member's log.
  const quiet = ['-Xlog:disable', '-Xlog:all=error:stdout'];
  if (cache === undefined) return ['-Xshare:auto', ...quiet];
  const file = memberFiles.classCache;
  if (cache.mode === 'create')
    return [
      ...quiet,
      cache.format === 'aot-cache' ? `-XX:AOTCacheOutput=${file}` : `-XX:ArchiveClassesAtExit=${file}`,
    ];
  // Without the check a damaged one would crash the member instead of being ignored.
  const checked = ['-XX:+VerifySharedSpaces', ...quiet];
  // An ahead-of-time cache goes without -Xshare, and is left out by itself where it does not fit.
  if (cache.format === 'aot-cache') return [...checked, '-Xlog:aot*=off', `-XX:AOTCache=${file}`];
  return ['-Xshare:auto', ...checked, `-XX:SharedArchiveFile=${file}`];
}

/** One line an entry, on standard output, without banner and advice. */
export const memberLogging = [
  'handlers=java.util.logging.ConsoleHandler',
  '.level=INFO',
  'java.util.logging.ConsoleHandler.level=INFO',
  'java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n',
  'com.hazelcast.system.logo.level=OFF',
  'com.hazelcast.system.security.level=WARNING',
  'com.hazelcast.internal.config.level=WARNING',
  'com.hazelcast.internal.diagnostics.level=WARNING',
  'com.hazelcast.internal.metrics.level=WARNING',
  '',
].join('\n');
