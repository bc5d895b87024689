import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StateChange } from '../../src/control/contract.ts';
import { identifyProcess } from '../../src/shared/process-identity.ts';
import { spawnProcess } from '../../src/shared/spawn-process.ts';
import { waitFor } from '../../src/shared/wait.ts';
import { ManagedProcess } from '../../src/supervisor/managed-process.ts';
import { freePorts } from '../cluster/support/free-ports.ts';
import { probeHttp } from '../../src/supervisor/probe-http.ts';
import { ProcessLog } from '../../src/supervisor/process-log.ts';

const program = join(import.meta.dirname, 'fixtures', 'worker.js');

let directory: string;
let changes: StateChange[];
let generations: number[];
let managed: ManagedProcess;
let url: string;
let noting: Promise<void>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-test-'));
  changes = [];
  generations = [];
  noting = Promise.resolve();
});

afterEach(async () => {
  await managed.stop();
  managed.log.close();
  await rm(directory, { recursive: true });
});

/** @param mode of each start, or of all */
async function manage(
  mode: string | ((generation: number) => string),
  limits: { readyTimeoutMs?: number; stopTimeoutMs?: number; limit?: number; backoffMs?: number } = {},
) {
  const [port] = await freePorts(1);
  url = `http://127.0.0.1:${port ?? 0}`;
  managed = new ManagedProcess(
    {
      name: 'worker-1',
      launch: (generation) => {
        generations.push(generation);
        const MODE = typeof mode === 'string' ? mode : mode(generation);
        return spawnProcess(
          { file: process.execPath, args: [program], env: { PORT: String(port), MODE } },
          { stdin: 'pipe' },
        );
      },
      probe: () => probeHttp(`${url}/health`),
      readyTimeoutMs: limits.readyTimeoutMs ?? 10_000,
      stopTimeoutMs: limits.stopTimeoutMs ?? 5_000,
      restart: {
        policy: 'on-failure',
        backoffMs: limits.backoffMs ?? 10,
        maxBackoffMs: 400,
        limit: limits.limit ?? 3,
        windowMs: 60_000,
      },
    },
    new ProcessLog(join(directory, 'worker-1.log')),
    { change: (change) => changes.push(change), launch: () => noting },
  );
}

function states(): string[] {
  return changes.map(({ to }) => to);
}

/** It was ready, crashed, and is in the middle of a restart that does not get ready. */
async function manageRestarting(): Promise<void> {
  await manage((generation) => (generation === 1 ? 'good' : 'ill'));
  await managed.start();
  await visit('/crash');
  await until('the restart', () => managed.state === 'starting' && managed.pid !== null);
}

/** That nothing comes can only be seen by waiting: longer than the longest backoff. */
async function noRestartCame(): Promise<void> {
  await sleep(1_000);
  expect(managed.state).toBe('exited');
  expect(managed.pid).toBeNull();
}

async function visit(path: string): Promise<void> {
  await fetch(url + path).catch(() => undefined);
}

function until(what: string, holds: () => boolean): Promise<true> {
  return waitFor({ what, timeoutMs: 10_000, intervalMs: 10, probe: () => (holds() ? true : undefined) });
}

test('a start returns once the process answers, a stop once it is gone', async () => {
  await manage('good');
  await managed.start();
  const { pid } = managed;
  expect(states()).toEqual(['starting', 'ready']);
  expect(pid).not.toBeNull();

  await managed.stop();
  expect(states()).toEqual(['starting', 'ready', 'stopping', 'exited']);
  expect(await identifyProcess(pid ?? 0)).toBeUndefined();
});

test('a signal and a stop tell when they were sent, between the process running and its end', async () => {
  await manage('good');
  expect(await managed.stop()).toBeNull();
  await managed.start();
  const readyAt = changes.at(-1)?.at ?? '';
  const { signalledAt } = await managed.kill('SIGKILL');
  const exitedAt = changes.at(-1)?.at ?? '';
  expect([exitedAt, readyAt, signalledAt].sort()).toEqual([readyAt, signalledAt, exitedAt]);

  await managed.start();
  const againAt = changes.at(-1)?.at ?? '';
  const stoppedAt = (await managed.stop()) ?? '';
  const endAt = changes.at(-1)?.at ?? '';
  expect([endAt, againAt, stoppedAt].sort()).toEqual([againAt, stoppedAt, endAt]);
});

test('a second start of a process that runs changes nothing', async () => {
  await manage('good');
  await managed.start();
  const { pid } = managed;
  await managed.start();
  expect(managed.pid).toBe(pid);
});

test('a process that ignores SIGTERM is killed after the bound', async () => {
  await manage('deaf', { stopTimeoutMs: 200 });
  await managed.start();
  await managed.stop();
  expect(changes.at(-1)).toMatchObject({ to: 'exited', reason: 'killed by SIGKILL' });
});

test('a process that ends before it is ready fails the start with its last words', async () => {
  await manage('dies');
  await expect(managed.start()).rejects.toThrow(
    /worker-1 ended before it was ready: exit code 3[^]*cannot go on/,
  );
  expect(managed.state).toBe('exited');
});

test('a process that never gets ready fails the start with the last probe and is ended', async () => {
  await manage('ill', { readyTimeoutMs: 800 });
  await expect(managed.start()).rejects.toThrow(
    /waited 800 ms for worker-1 to be ready; last seen: .*answered 503/,
  );
  expect(managed.pid).toBeNull();
});

test('a program that does not exist says so', async () => {
  await manage('good');
  managed.plan.launch = () =>
    spawnProcess({ file: join(directory, 'nothing'), args: [] }, { stdin: 'ignore' });
  await expect(managed.start()).rejects.toThrow(/cannot start .*nothing/);
});

test('a crash is answered with a new start, counted as a restart', async () => {
  await manage('good');
  await managed.start();
  const { pid } = managed;
  await visit('/crash');
  await until('the restart', () => managed.restarts === 1 && managed.state === 'ready');
  expect(managed.pid).not.toBe(pid);
  expect(generations).toEqual([1, 2]);
});

test('a process that crashes again and again is given up', async () => {
  await manage('good', { limit: 2 });
  await managed.start();
  for (let crash = 0; crash < 3; crash += 1) {
    await until('ready', () => managed.state === 'ready');
    await visit('/crash');
    await until('the crash to be seen', () => managed.state !== 'ready');
  }
  await until('giving up', () => managed.state === 'exited');
  expect(managed.restarts).toBe(2);
  expect(changes.at(-1)?.reason).toMatch(/given up after 3 failures/);
});

test('an orderly exit is no failure and is not answered', async () => {
  await manage('good');
  await managed.start();
  await visit('/leave');
  await until('the exit', () => managed.state === 'exited');
  expect(changes.at(-1)?.reason).toBe('exit code 0');
});

test('a kill on command is shown to have hit and is not answered with a restart', async () => {
  await manage('good');
  await managed.start();
  const { pid } = managed;
  expect(await managed.kill('SIGKILL')).toMatchObject({
    name: 'worker-1',
    signal: 'SIGKILL',
    pid,
    hit: true,
  });
  await until('the exit', () => managed.state === 'exited');
  expect(changes.at(-1)?.reason).toBe('killed by SIGKILL');
  expect(managed.restarts).toBe(0);
});

test('a frozen process becomes unhealthy, and ready again once thawed', async () => {
  await manage('good');
  await managed.start();
  await managed.kill('SIGSTOP');
  await until('unhealthy', () => managed.state === 'unhealthy');
  await managed.kill('SIGCONT');
  await until('ready', () => managed.state === 'ready');
});

test('a frozen process can be stopped', async () => {
  await manage('good');
  await managed.start();
  await managed.kill('SIGSTOP');
  await managed.stop();
  expect(managed.state).toBe('exited');
});

test('a stop ends a start that is under way', async () => {
  await manage('ill');
  const start = managed.start();
  await until('starting', () => managed.pid !== null);
  await managed.stop();
  await expect(start).rejects.toThrow(/told to stop while it was starting/);
  expect(managed.pid).toBeNull();
});

test('a stop ends a restart that is still starting, for good', async () => {
  await manageRestarting();
  await managed.stop();
  await noRestartCame();
  expect(generations).toEqual([1, 2]);
});

test('a stop ends a restart that waits for its time', async () => {
  await manage('good', { backoffMs: 400 });
  await managed.start();
  await visit('/crash');
  await until('the wait', () => managed.state === 'pending');
  await managed.stop();
  await noRestartCame();
  expect(generations).toEqual([1]);
});

test('a start after a stop holds, also while the stop is under way', async () => {
  await manage('good');
  await managed.start();
  const { pid } = managed;
  await Promise.all([managed.stop(), managed.start()]);
  expect(managed.state).toBe('ready');
  expect(managed.pid).not.toBe(pid);
});

test('what is killed on command during its restart stays down', async () => {
  await manageRestarting();
  expect(await managed.kill('SIGKILL')).toMatchObject({ hit: true });
  await noRestartCame();
  expect(generations).toEqual([1, 2]);
});

test('a start ends what a signal has not ended yet', async () => {
  await manage((generation) => (generation === 1 ? 'deaf' : 'good'), { stopTimeoutMs: 200 });
  await managed.start();
  const killed = managed.kill('SIGTERM');
  await managed.start();
  expect(await killed).toMatchObject({ hit: true });
  expect(managed.state).toBe('ready');
  expect(generations).toEqual([1, 2]);
});

test('what survives a signal is as it was: probed, and started again after a crash', async () => {
  await manage('deaf', { stopTimeoutMs: 200 });
  await managed.start();
  expect(await managed.kill('SIGTERM')).toMatchObject({ hit: false });
  expect(changes.at(-1)).toMatchObject({ to: 'unhealthy', reason: 'still runs 10 s after SIGTERM' });
  await until('ready', () => managed.state === 'ready');
  await visit('/crash');
  await until('the restart', () => managed.restarts === 1 && managed.state === 'ready');
});

test('a frozen process that a signal could not end can be started and stopped; thawed, it dies of the signal for good', async () => {
  await manage('good');
  await managed.start();
  await managed.kill('SIGSTOP');
  expect(await managed.kill('SIGTERM')).toMatchObject({ hit: false });
  await managed.start();
  expect(generations).toEqual([1]);
  await managed.kill('SIGCONT');
  await until('the end', () => managed.state === 'exited');
  await noRestartCame();
  await managed.start();
  await managed.kill('SIGSTOP');
  await managed.stop();
  expect(managed.state).toBe('exited');
});

test('a launch that cannot be noted is undone', async () => {
  await manage('good');
  noting = Promise.reject(new Error('no space left'));
  await expect(managed.start()).rejects.toThrow(/no space left/);
  expect(managed.state).toBe('exited');
});

test('what a process writes is in its log, over its restarts', async () => {
  await manage('good');
  await managed.start();
  await managed.stop();
  await managed.start();
  expect(managed.log.tail(10).filter((line) => line.startsWith('started as'))).toHaveLength(2);
});
