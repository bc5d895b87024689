import { mkdir, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cacheDirectory } from '../../../../src/broker/hazelcast/cache/cache-directory.ts';
import { classCache } from '../../../../src/broker/hazelcast/jvm/class-cache.ts';
import { findJar } from '../../../../src/broker/hazelcast/jvm/jar.ts';
import { findJava, type Java } from '../../../../src/broker/hazelcast/jvm/java.ts';
import { javaEnvironment } from '../../../../src/broker/hazelcast/jvm/java-environment.ts';
import { memberArguments } from '../../../../src/broker/hazelcast/members/member-command.ts';
import { memberConfig } from '../../../../src/broker/hazelcast/members/member-config.ts';
import { prepareMemberDirectory } from '../../../../src/broker/hazelcast/jvm/member-directory.ts';
import { installLauncher } from '../../../../src/broker/hazelcast/jvm/member-launcher.ts';
import { spawnProcess } from '../../../../src/foundation/processes/spawn-process.ts';
import { topologySchema } from '../../../../src/topology/topology.ts';
import { freePorts } from '../support/free-ports.ts';
import { java25 } from '../support/java-25.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import type { ClassCache } from '../../../../src/broker/hazelcast/jvm/member-parts.ts';

const silent = { env: process.env, progress: () => undefined };
const newJava = await java25();

let hazelcastJar: string;
let launcherJar: string;
beforeAll(async () => {
  hazelcastJar = await findJar('5.7.0', silent);
  launcherJar = await installLauncher(cacheDirectory(process.env));
});

interface In {
  java: Java;
  cacheDir: string;
  progress?: string[];
  signal?: AbortSignal;
  env?: NodeJS.ProcessEnv;
  jar?: string;
}

function cacheIn({ progress = [], jar = hazelcastJar, ...options }: In): Promise<ClassCache | undefined> {
  return classCache({
    env: process.env,
    ...options,
    hazelcastJar: jar,
    launcherJar,
    progress: (text) => progress.push(text),
  });
}

async function madeCache(options: In): Promise<ClassCache> {
  const progress: string[] = [];
  const made = await cacheIn({ ...options, progress });
  if (made === undefined) throw new Error(progress.join('\n'));
  return made;
}

/** A name that a locale may lack the letters for, and with what separates the paths of a class path. */
async function directoryOfAnyName(): Promise<string> {
  const directory = join(await temporaryDirectory(), process.platform === 'win32' ? 'лаб 1' : 'лаб: 1 %p');
  await mkdir(directory);
  return directory;
}

/** Output of a member until it says that it started, or all of it if it ends before. */
async function startMember(
  java: Java,
  cache: ClassCache,
  { env = process.env, jar = hazelcastJar }: { env?: NodeJS.ProcessEnv; jar?: string } = {},
): Promise<{ output: string; classesFromCache: number }> {
  const directory = await directoryOfAnyName();
  const [port = 0, memberPort = 0] = await freePorts(2);
  const member = { name: 'hazelcast-1', port, memberPort };
  const { cluster } = topologySchema.parse({
    name: 'test',
    services: {},
    cluster: { name: `classes-${port}`, members: [member] },
  });
  await prepareMemberDirectory(directory, { hazelcastJar: jar, launcherJar, classCache: cache });
  await writeFile(join(directory, 'member.yaml'), memberConfig(cluster, member, { beginsCluster: true }));
  const args = memberArguments(java.major, {
    heapMb: 256,
    config: 'member.yaml',
    classCache: { format: cache.format, mode: 'use' },
  });
  const child = await spawnProcess(
    {
      file: java.path,
      args: ['-Xlog:class+load:file=classes.log', ...args.filter((arg) => arg !== '-Xlog:disable')],
      env: javaEnvironment(env),
    },
    { stdin: 'pipe', cwd: directory },
  );
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.includes(' is STARTED')) child.stdin?.end();
  }
  await child.exited;
  const classes = await readFile(join(directory, 'classes.log'), 'utf8');
  return {
    output,
    classesFromCache: classes.match(/com\.hazelcast\S* source: shared objects file/g)?.length ?? 0,
  };
}

describe('the class cache of the newest Java here', () => {
  let java: Java;
  /** Shared, since a cache takes some seconds to make. */
  let cacheDir: string;
  beforeAll(async () => {
    java = newJava ?? (await findJava(process.env));
    cacheDir = await mkdtemp(join(tmpdir(), 'distq-test-'));
  });
  afterAll(() => rm(cacheDir, { recursive: true, force: true, maxRetries: 3 }));

  test('is made once by two at once, used from then on, never stops a member when it is damaged, and is made anew when it was cut short', async () => {
    const progress: string[] = [];
    const made = await Promise.all([
      cacheIn({ java, cacheDir, progress }),
      cacheIn({ java, cacheDir, progress }),
    ]);
    const cache = await cacheIn({ java, cacheDir, progress });
    if (cache === undefined) throw new Error(progress.join('\n'));
    expect(made).toContainEqual(cache);
    expect(progress).toHaveLength(2);
    const used = await startMember(java, cache);
    expect(used.output).toContain(' is STARTED');
    expect(used.classesFromCache).toBeGreaterThan(1_000);

    const { size } = await stat(cache.path);
    const damaged = await readFile(cache.path);
    damaged.fill(0xff, size >> 1, (size >> 1) + 4096);
    await writeFile(cache.path, damaged);
    const ignored = await startMember(java, cache);
    expect(ignored.output).toContain(' is STARTED');
    expect(ignored.classesFromCache).toBe(0);

    // Java crashes on one that is cut short: it is made anew.
    await truncate(cache.path, size >> 1);
    const again = await madeCache({ java, cacheDir });
    expect((await stat(again.path)).size).toBeGreaterThan(size * 0.9);
  });

  test('is different for another jar', async () => {
    // Of the newest Java: of an ahead-of-time cache Java itself does not check the jar.
    const [first, second] = [
      await madeCache({ java, cacheDir }),
      await madeCache({ java, cacheDir, jar: await findJar('5.4.0', silent) }),
    ];
    expect(second.path).not.toBe(first.path);
    const used = await startMember(java, second, { jar: await findJar('5.4.0', silent) });
    expect(used.output).toContain('5.4.0');
    expect(used.output).not.toContain('5.7.0');
  });
});

describe('a class cache', () => {
  let java: Java;
  beforeAll(async () => {
    java = await findJava(process.env);
  });

  test('works under paths with letters outside the locale', async () => {
    const env = { ...process.env, LANG: undefined, LC_ALL: 'POSIX' };
    const cache = await madeCache({ java, cacheDir: await directoryOfAnyName(), env });
    const used = await startMember(java, cache, { env });
    expect(used.output).toContain(' is STARTED');
    expect(used.classesFromCache).toBeGreaterThan(1_000);
  });

  test('is skipped if it cannot be written', async () => {
    const cacheDir = await temporaryDirectory();
    await writeFile(join(cacheDir, 'class-caches'), 'a file where a directory should be');
    const progress: string[] = [];
    await expect(cacheIn({ java, cacheDir, progress })).resolves.toBeUndefined();
    expect(progress.at(-1)).toContain('members start without class cache');
  });

  test('is not tried again at the next start if Java refuses to write it', async () => {
    const cacheDir = await temporaryDirectory();
    const progress: string[] = [];
    // As where `jlink` left out the base archive.
    const env = { ...process.env, JAVA_TOOL_OPTIONS: '-Xshare:off' };
    await expect(cacheIn({ java, cacheDir, progress, env })).resolves.toBeUndefined();
    await expect(cacheIn({ java, cacheDir, progress, env })).resolves.toBeUndefined();
    expect(progress).toEqual([
      'preparing faster starts of Hazelcast (once)',
      expect.stringContaining('base CDS archive is not loaded'),
    ]);
    expect((await readdir(join(cacheDir, 'class-caches'))).map((name) => name.replace(/^\w+/, ''))).toEqual([
      '.refused',
    ]);
  });

  test('is given up when it is aborted', async () => {
    const stop = new AbortController();
    const cacheDir = await temporaryDirectory();
    const work = cacheIn({ java, cacheDir, signal: stop.signal });
    stop.abort(new Error('Ctrl-C'));
    await expect(work).rejects.toThrow('Ctrl-C');
  });
});
