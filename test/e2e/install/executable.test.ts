import { execa } from 'execa';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findJava } from '../../../src/broker/hazelcast/jvm/java.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { builtExecutable } from '../support/built-executable.ts';

const { path: executable, lacks } = builtExecutable();
const jail = join(import.meta.dirname, '..', '..', '..', 'scripts', 'binary', 'jail.sh');
const why = lacks === undefined ? '' : ` (skipped: ${lacks})`;
/** As root on Linux, where namespaces and file systems of one's own can be made. */
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

const oneMember = `name: one-member
cluster: { members: [{ name: one, port: 1 }], map: { backups: 0 }, queue: { backups: 0 } }
services: {}
`;
const start = ['up', '--topology', './one-member.yaml', '--isolated', '--detach'];

let directory: string;
let cache: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-executable-'));
  cache = join(directory, 'cache');
  await writeFile(join(directory, 'one-member.yaml'), oneMember);
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true, maxRetries: 3 });
});

/** Nothing of the environment but what is given: no PATH, no HOME. */
function run(args: string[], env: Record<string, string> = {}, cwd = directory) {
  return execa(executable, args, {
    cwd,
    env: { DISTQ_CACHE_DIR: cache, DISTQ_SESSION: 'one', DOCKER_HOST: 'unix:///nowhere', ...env },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: 100_000,
  });
}

/** What is in the cache, without what tells that it was checked. */
async function unpacked(): Promise<string[]> {
  return await readdir(join(cache, 'embedded')).catch(() => []);
}

async function verdictsIn(runs: string): Promise<unknown[]> {
  const documents = (await readdir(runs)).map(async (name) =>
    z
      .object({ verdict: z.unknown() })
      .parse(JSON.parse(await readFile(join(runs, name, 'report.json'), 'utf8'))),
  );
  return (await Promise.all(documents)).map(({ verdict }) => verdict);
}

describe.skipIf(lacks !== undefined)(`the executable${why}`, () => {
  test('says what it carries', async () => {
    const { stdout } = await run(['--version', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ carries: { hazelcast: '5.7.0', java: /^25/ } });
  });

  test('uses what it carries unless the user names something else, and doctor says why', async () => {
    const carried = await run(['doctor', '--topology', './one-member.yaml']);
    expect(carried.stdout).toMatch(/Java +25\S+ \(inside this executable, because JAVA_HOME is not set\)/);
    expect(carried.stdout).toContain('(inside this executable, because DISTQ_HAZELCAST_JAR is not set)');
    const { path } = await findJava(process.env);
    const home = join(path, '..', '..');
    const named = await run(['doctor', '--topology', './one-member.yaml'], { JAVA_HOME: home });
    expect(named.stdout).toContain(`(${path}, from JAVA_HOME)`);
    const wrong = await run(start, { DISTQ_HAZELCAST_JAR: join(directory, 'one-member.yaml') });
    expect(wrong.exitCode).toBe(6);
    expect(wrong.stderr).toContain('DISTQ_HAZELCAST_JAR names');
    expect(await unpacked()).toEqual([]);
  });

  test('two first runs at once both start, from one directory', async () => {
    const rooms = await Promise.all(
      [1, 2].map(async (number) => {
        const room = join(directory, String(number));
        await mkdir(room);
        await writeFile(join(room, 'one-member.yaml'), oneMember);
        return room;
      }),
    );
    const ups = await Promise.all(rooms.map((room) => run(start, {}, room)));
    const downs = await Promise.all(rooms.map((room) => run(['down'], {}, room)));
    expect(ups.map(({ exitCode, stderr }) => (exitCode === 0 ? 'up' : stderr))).toEqual(
      rooms.map(() => 'up'),
    );
    expect(downs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(await unpacked()).toHaveLength(1);
  });

  test('a run that is killed while it unpacks leaves nothing that the next one trips over', async () => {
    const first = run(start);
    await waitFor({
      what: 'unpacking to begin',
      timeoutMs: 30_000,
      intervalMs: 5,
      probe: async () => (await unpacked()).some((name) => name.endsWith('.part')) || undefined,
    });
    first.kill('SIGKILL');
    await first;
    const second = await run(start);
    expect(second.exitCode, second.stderr).toBe(0);
    expect((await run(['down'])).exitCode).toBe(0);
    expect(await unpacked()).toEqual([expect.not.stringContaining('.part')]);
  });

  test('a cache where no directory can be made is told at once', async () => {
    const { exitCode, stderr } = await run(start, { DISTQ_CACHE_DIR: '/proc/x' });
    expect(exitCode).toBe(6);
    expect(stderr).toContain('cannot unpack Java and Hazelcast into /proc/x/embedded');
    expect(stderr).toContain('DISTQ_CACHE_DIR');
  });

  describe.skipIf(!isRoot)('as root', () => {
    test.each([
      { of: 'too small', options: 'size=20m', told: 'free' },
      { of: 'read-only', options: 'ro', told: 'DISTQ_CACHE_DIR' },
      { of: 'without execution', options: 'noexec', told: 'noexec' },
    ])(
      'a cache on a file system $of ends with what to do, and leaves nothing unfinished',
      async ({ options, told }) => {
        await mkdir(cache);
        const script = `mount -t tmpfs -o ${options} tmpfs "$1" && "$2" ${start.join(' ')}; status=$?; ls "$1"/embedded 2>/dev/null; exit $status`;
        const { exitCode, stderr, stdout } = await execa(
          'unshare',
          ['--mount', 'sh', '-c', script, 'sh', cache, executable],
          {
            cwd: directory,
            env: { DISTQ_CACHE_DIR: cache, DISTQ_SESSION: 'one' },
            reject: false,
            timeout: 60_000,
          },
        );
        expect(exitCode, stderr).toBe(6);
        expect(stderr).toContain(told);
        expect(stdout).not.toContain('.part');
      },
    );

    test('failover passes in a jail with nothing, as a user whom nothing names', async () => {
      const root = join(directory, 'jail');
      const { exitCode, stderr, stdout } = await execa(
        jail,
        ['--user', '54321', '--in', root, executable, 'failover'],
        { reject: false, timeout: 100_000 },
      );
      expect(exitCode, `${stdout}\n${stderr}`).toBe(0);
      expect(await verdictsIn(join(root, 'work', '.distq', 'runs'))).toEqual(['passed']);
    });
  });
});
