import { execFile } from 'node:child_process';
import { execa } from 'execa';
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sessionFiles } from '../../../src/control/session-files.ts';
import { writeSessionRecord } from '../../../src/control/session-record.ts';
import { identifyProcess } from '../../../src/foundation/processes/process-identity.ts';
import { claimSession } from '../../../src/supervisor/session/claim-session.ts';
import { endSession } from '../../../src/supervisor/session/end-session.ts';

const run = promisify(execFile);

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-test-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

function ignore(): void {
  // What was left behind is of no interest to the test.
}

test('one of many simultaneous claims wins; the others name the owner', async () => {
  const files = sessionFiles(directory, 'default');
  const claims = await Promise.allSettled(Array.from({ length: 20 }, () => claimSession(files, ignore)));
  const refused = claims.filter((claim) => claim.status === 'rejected');
  expect(refused).toHaveLength(19);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'already-running', exitCode: 2 });
});

test('a claim that was given back can be taken again', async () => {
  const files = sessionFiles(directory, 'default');
  const release = await claimSession(files, ignore);
  await release();
  await (
    await claimSession(files, ignore)
  )();
});

test('a lock whose owner is gone, or that is garbage, is taken over', async () => {
  const files = sessionFiles(directory, 'default');
  await (
    await claimSession(files, ignore)
  )();
  for (const content of [JSON.stringify({ pid: process.pid, startedAt: 'another' }), '{"pid":', '']) {
    await writeFile(join(files.root, 'lock'), content);
    await (
      await claimSession(files, ignore)
    )();
  }
});

test('what a dead supervisor left behind is ended, but no process that merely has its pid', async () => {
  const files = sessionFiles(directory, 'default');
  // As whatever a supervisor starts, it leads a group of its own.
  const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
  const identity = await identifyProcess(left.pid ?? 0);
  const own = await identifyProcess(process.pid);
  if (identity === undefined || own === undefined) throw new Error('no identity');
  await writeSessionRecord(files.record, {
    schemaVersion: 2,
    session: 'default',
    topology: 'lab',
    socket: 'none',
    supervisor: { pid: 1, startedAt: 'long ago' },
    processes: [
      { name: 'hazelcast-node1', ...identity },
      { name: 'not-that-one', pid: own.pid, startedAt: 'long ago' },
    ],
  });
  const ended: string[] = [];
  const exited = once(left, 'exit');
  const release = await claimSession(files, (name) => ended.push(name));
  await release();
  expect(await exited).toEqual([null, 'SIGKILL']);
  expect(ended).toEqual(['hazelcast-node1']);
});

test.skipIf(process.platform !== 'linux')('where nothing can be made it says so', async () => {
  const claim = claimSession(sessionFiles('/proc', 'default'), ignore);
  await expect(claim).rejects.toThrow('cannot write files in /proc/.distq');
  await expect(claim).rejects.toMatchObject({ code: 'machine-lacks' });
});

test.each([
  { what: 'a directory', make: (lock: string) => mkdir(lock) },
  { what: 'a named pipe', make: (lock: string) => run('mkfifo', [lock]) },
])('a lock that is $what is not taken over, and the error says what to do', async ({ what, make }) => {
  // Windows has none that lies in a directory.
  if (what === 'a named pipe' && process.platform === 'win32') return;
  const files = sessionFiles(directory, 'default');
  await mkdir(files.root, { recursive: true });
  await make(files.lock);
  for (const attempt of [() => claimSession(files, ignore), () => endSession(directory, 'default')]) {
    const error: unknown = await attempt().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'machine-lacks', exitCode: 6 });
    expect(String(error)).toContain(`${files.lock} is not a regular file`);
    expect(error).toHaveProperty('hint', expect.stringContaining(`rm -r ${files.lock}`));
  }
  expect(await readdir(files.root)).toEqual(expect.arrayContaining(['lock', 'logs']));
});

// Root reads everything.
test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a lock that cannot be read is not taken over',
  async () => {
    const files = sessionFiles(directory, 'default');
    const release = await claimSession(files, ignore);
    await chmod(files.lock, 0);
    await expect(claimSession(files, ignore)).rejects.toMatchObject({ code: 'machine-lacks' });
    await release();
  },
);

test('a claim that is aborted is given back', async () => {
  const files = sessionFiles(directory, 'default');
  const aborted = AbortSignal.abort(new Error('never mind'));
  await expect(claimSession(files, ignore, aborted)).rejects.toThrow('never mind');
  const release = await claimSession(files, ignore);
  await release();
});

// The bound on a file's size stands for a full disk.
test.skipIf(process.platform === 'win32')('a full disk is told as such', async () => {
  const program = join(directory, 'program.mjs');
  const entry = join(import.meta.dirname, 'fixtures', 'take-lock.ts');
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile: program });
  const { stdout } = await execa('sh', [
    ...['-c', 'ulimit -f 0; exec "$@"', 'sh', process.execPath, program],
    join(directory, 'lock'),
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ code: 'machine-lacks', hint: 'free some space on this disk' });
  expect((await readdir(directory)).filter((name) => name.startsWith('lock'))).toEqual([]);
});

test('a damaged record does not prevent a new start', async () => {
  const files = sessionFiles(directory, 'default');
  await mkdir(files.root, { recursive: true });
  await writeFile(files.record, '{"schemaVersion":2,');
  const release = await claimSession(files, ignore);
  await expect(claimSession(files, ignore)).rejects.toMatchObject({ code: 'already-running' });
  await release();
});
