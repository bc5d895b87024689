import { mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cacheDirectory } from '../../src/cluster/cache-directory.ts';
import { classArchive } from '../../src/cluster/class-archive.ts';
import { findJar } from '../../src/cluster/jar.ts';
import { findJava, type Java } from '../../src/cluster/java.ts';
import { javaEnvironment } from '../../src/cluster/java-environment.ts';
import { memberArguments } from '../../src/cluster/member-command.ts';
import { memberConfig } from '../../src/cluster/member-config.ts';
import { prepareMemberDirectory } from '../../src/cluster/member-directory.ts';
import { installLauncher } from '../../src/cluster/member-launcher.ts';
import { spawnProcess } from '../../src/shared/spawn-process.ts';
import { topologySchema } from '../../src/topology/schema.ts';
import { freePorts } from './support/free-ports.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

let java: Java;
let hazelcastJar: string;
let launcherJar: string;
beforeAll(async () => {
  java = await findJava(process.env);
  hazelcastJar = await findJar('5.7.0', { env: process.env, progress: () => undefined });
  launcherJar = await installLauncher(cacheDirectory(process.env));
});

function archiveIn(
  cacheDir: string,
  progress: string[],
  { signal, env = process.env }: { signal?: AbortSignal; env?: NodeJS.ProcessEnv } = {},
) {
  return classArchive({
    java,
    hazelcastJar,
    launcherJar,
    cacheDir,
    env,
    progress: (text) => progress.push(text),
    signal,
  });
}

/** A name that a locale may lack the letters for, and with what separates the paths of a class path. */
async function directoryOfAnyName(): Promise<string> {
  const directory = join(await temporaryDirectory(), process.platform === 'win32' ? 'лаб 1' : 'лаб: 1 %p');
  await mkdir(directory);
  return directory;
}

/** Output of a member until it says that it started, or all of it if it ends before. */
async function startMember(
  archive: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ output: string; classesFromArchive: number }> {
  const directory = await directoryOfAnyName();
  const [port = 0] = await freePorts(1);
  const { cluster } = topologySchema.parse({
    name: 'test',
    services: {},
    cluster: { name: `archive-${port}`, members: [{ name: 'hazelcast-1', port }] },
  });
  await prepareMemberDirectory(directory, { hazelcastJar, launcherJar, archive });
  await writeFile(
    join(directory, 'member.yaml'),
    memberConfig(cluster, { name: 'hazelcast-1', port }, { beginsCluster: true }),
  );
  const args = memberArguments({ heapMb: 256, config: 'member.yaml', archive: 'use' });
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
    classesFromArchive: classes.match(/com\.hazelcast\S* source: shared objects file/g)?.length ?? 0,
  };
}

describe('the class-data archive', () => {
  test('is made once by two at once, used from then on, and never stops a member when it is damaged', async () => {
    const cacheDir = await temporaryDirectory();
    const progress: string[] = [];
    const made = await Promise.all([archiveIn(cacheDir, progress), archiveIn(cacheDir, progress)]);
    const archive = await archiveIn(cacheDir, progress);
    if (archive === undefined) throw new Error(progress.join('\n'));
    expect(made).toContain(archive);
    expect(progress).toHaveLength(2);
    const used = await startMember(archive);
    expect(used.output).toContain(' is STARTED');
    expect(used.classesFromArchive).toBeGreaterThan(1_000);

    const { size } = await stat(archive);
    const damaged = await readFile(archive);
    damaged.fill(0xff, size >> 1, (size >> 1) + 4096);
    await writeFile(archive, damaged);
    const ignored = await startMember(archive);
    expect(ignored.output).toContain(' is STARTED');
    expect(ignored.classesFromArchive).toBe(0);
  });

  test('that was cut short is made anew', async () => {
    const cacheDir = await temporaryDirectory();
    const archive = await archiveIn(cacheDir, []);
    if (archive === undefined) throw new Error('no archive');
    const { size } = await stat(archive);
    await truncate(archive, size >> 1);
    const again = await archiveIn(cacheDir, []);
    if (again === undefined) throw new Error('no archive');
    expect((await stat(again)).size).toBeGreaterThan(size * 0.9);
    const used = await startMember(again);
    expect(used.classesFromArchive).toBeGreaterThan(1_000);
  });

  test('is made and used under paths that the locale has no letters for', async () => {
    const env = { ...process.env, LANG: undefined, LC_ALL: 'POSIX' };
    const progress: string[] = [];
    const archive = await archiveIn(await directoryOfAnyName(), progress, { env });
    if (archive === undefined) throw new Error(progress.join('\n'));
    const used = await startMember(archive, env);
    expect(used.output).toContain(' is STARTED');
    expect(used.classesFromArchive).toBeGreaterThan(1_000);
  });

  test('that cannot be written is done without', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'class-archives'), 'a file where a directory should be');
    const progress: string[] = [];
    await expect(archiveIn(directory, progress)).resolves.toBeUndefined();
    expect(progress.at(-1)).toContain('members start without class-data archive');
  });

  test('is given up when that is asked for', async () => {
    const stop = new AbortController();
    const cacheDir = await temporaryDirectory();
    const work = archiveIn(cacheDir, [], { signal: stop.signal });
    stop.abort(new Error('Ctrl-C'));
    await expect(work).rejects.toThrow('Ctrl-C');
  });
});
