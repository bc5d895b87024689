import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sessionFiles } from '../../../src/control/session-files.ts';
import { readSessionRecord, writeSessionRecord } from '../../../src/control/session-record.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { serveFiles } from '../../broker/hazelcast/support/file-server.ts';
import { Distq, session } from '../support/distq.ts';
import { untilGone } from '../support/until-gone.ts';

let distq: Distq;
let empty: string;

beforeEach(async () => {
  distq = await Distq.inNewDirectory();
  empty = await mkdtemp(join(tmpdir(), 'distq-empty-'));
});

afterEach(async () => {
  await distq.dispose();
  await rm(empty, { recursive: true });
});

/** An `up` that is about to fetch Hazelcast from a server that never answers. */
async function upThatFetches(args: string[]) {
  const { base, paths } = await serveFiles(() => undefined);
  const up = distq.run(['up', '--topology', 'minimal', '--isolated', ...args], {
    DISTQ_MAVEN_REPOSITORY: base,
    DISTQ_HAZELCAST_JAR: '',
    DISTQ_CACHE_DIR: empty,
    M2_REPO: empty,
    NO_PROXY: '127.0.0.1',
  });
  await waitFor({ what: 'the download', timeoutMs: 30_000, probe: () => paths[0] });
  return { up };
}

test.each([
  { where: 'in the background', args: ['--detach'], exitCode: 5, told: 'stopped while starting' },
  { where: 'in the foreground', args: [], exitCode: 143, told: '' },
])('a start $where is ended before anything of it is recorded', async ({ args, exitCode, told }) => {
  const { up } = await upThatFetches(args);
  const down = await distq.run(['down']);
  expect(down).toMatchObject({ exitCode: 0, stdout: 'the start in progress here was stopped' });
  const started = await up;
  expect(started.exitCode).toBe(exitCode);
  expect(started.stderr).toContain(told);
  expect((await distq.run(['down'])).stdout).toBe('nothing was running here');
});

test('a start is ended where an earlier supervisor died and left its record', async () => {
  await writeSessionRecord(sessionFiles(distq.directory, session).record, {
    schemaVersion: 2,
    session,
    topology: 'lab',
    socket: 'none',
    supervisor: { pid: process.pid, startedAt: 'long ago' },
    processes: [],
  });
  const { up } = await upThatFetches(['--detach']);
  expect((await distq.run(['down'])).stdout).toBe('the start in progress here was stopped');
  expect((await up).exitCode).toBe(5);
});

test.skipIf(process.platform === 'win32')(
  'a session whose control socket was removed can still be ended, and status says how',
  async () => {
    await distq.run(['up', '--detach', '--topology', 'minimal', '--isolated']);
    const record = await readSessionRecord(sessionFiles(distq.directory, session).record);
    if (record === undefined) throw new Error('no session');
    await rm(record.socket);
    const status = await distq.run(['status']);
    expect(status.exitCode).toBe(3);
    expect(status.stderr).toContain('end it with `distq down`, which still works');
    expect(await distq.run(['down'])).toMatchObject({ exitCode: 0, stdout: 'minimal is down' });
    await untilGone([record.supervisor.pid, ...record.processes.map(({ pid }) => pid)]);
  },
);
