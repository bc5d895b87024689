import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identifyProcess } from '../../../src/foundation/processes/process-identity.ts';
import { spawnProcess } from '../../../src/foundation/processes/spawn-process.ts';
import { until, useWorker } from '../support/managed-worker.ts';

const current = useWorker();

test('a start returns once the process answers, a stop once it is gone', async () => {
  const worker = current();
  await worker.manage('good');
  await worker.managed.start();
  const { pid } = worker.managed;
  expect(worker.states).toEqual(['starting', 'ready']);
  expect(pid).not.toBeNull();

  await worker.managed.stop();
  expect(worker.states).toEqual(['starting', 'ready', 'stopping', 'exited']);
  expect(await identifyProcess(pid ?? 0)).toBeUndefined();
});

test('a signal and a stop tell when they were sent, between the process running and its end', async () => {
  const worker = current();
  await worker.manage('good');
  expect(await worker.managed.stop()).toBeNull();
  await worker.managed.start();
  const readyAt = worker.changes.at(-1)?.at ?? '';
  const { signalledAt } = await worker.managed.kill('SIGKILL');
  const exitedAt = worker.changes.at(-1)?.at ?? '';
  expect([exitedAt, readyAt, signalledAt].sort()).toEqual([readyAt, signalledAt, exitedAt]);

  await worker.managed.start();
  const againAt = worker.changes.at(-1)?.at ?? '';
  const stoppedAt = (await worker.managed.stop()) ?? '';
  const endAt = worker.changes.at(-1)?.at ?? '';
  expect([endAt, againAt, stoppedAt].sort()).toEqual([againAt, stoppedAt, endAt]);
});

test('a second start of a process that runs changes nothing', async () => {
  const worker = current();
  await worker.manage('good');
  await worker.managed.start();
  const { pid } = worker.managed;
  await worker.managed.start();
  expect(worker.managed.pid).toBe(pid);
});

test('a process that ignores SIGTERM is killed after the bound', async () => {
  const worker = current();
  await worker.manage('deaf', { stopTimeoutMs: 200 });
  await worker.managed.start();
  await worker.managed.stop();
  expect(worker.changes.at(-1)).toMatchObject({ to: 'exited', reason: 'killed by SIGKILL' });
});

test('at the end of the session a process with nothing to finish is killed, others are asked to end', async () => {
  const worker = current();
  await worker.manage('good', { killedAtEnd: true });
  await worker.managed.start();
  await worker.managed.stop();
  expect(worker.changes.at(-1)).toMatchObject({ to: 'exited', reason: 'killed by SIGTERM' });
  await worker.managed.start();
  await worker.managed.stop({ atEnd: true });
  expect(worker.changes.at(-1)).toMatchObject({ to: 'exited', reason: 'killed by SIGKILL' });

  await worker.manage('good');
  await worker.managed.start();
  await worker.managed.stop({ atEnd: true });
  expect(worker.changes.at(-1)).toMatchObject({ to: 'exited', reason: 'killed by SIGTERM' });
});

test('a process that ends before it is ready fails the start with the end of its log', async () => {
  const worker = current();
  await worker.manage('dies');
  const failure: unknown = await worker.managed.start().catch((error: unknown) => error);
  expect(String(failure)).toMatch(/worker-1 ended before it was ready: exit code 3[^]*cannot go on x{100}/);
  expect(String(failure).length).toBeLessThan(2_000);
  expect(worker.managed.state).toBe('exited');
});

test('a process that never gets ready fails the start with the last probe and is ended', async () => {
  const worker = current();
  await worker.manage('ill', { readyTimeoutMs: 4_000 });
  await expect(worker.managed.start()).rejects.toThrow(
    /waited 4000 ms for worker-1 to be ready; last seen: .*answered 503/,
  );
  expect(worker.managed.pid).toBeNull();
});

test('a start of a program that does not exist fails with that reason', async () => {
  const worker = current();
  await worker.manage('good');
  worker.managed.plan.launch = () =>
    spawnProcess({ file: join(worker.directory, 'nothing'), args: [] }, { stdin: 'ignore' });
  await expect(worker.managed.start()).rejects.toThrow(/cannot start .*nothing/);
});

test('a frozen process becomes unhealthy, and ready again once thawed', async () => {
  const worker = current();
  await worker.manage('good');
  await worker.managed.start();
  await worker.managed.kill('SIGSTOP');
  await until('unhealthy', () => worker.managed.state === 'unhealthy');
  await worker.managed.kill('SIGCONT');
  await until('ready', () => worker.managed.state === 'ready');
});

test('a stop resumes a frozen process and ends it', async () => {
  const worker = current();
  await worker.manage('good');
  await worker.managed.start();
  await worker.managed.kill('SIGSTOP');
  await worker.managed.stop();
  expect(worker.changes.at(-1)).toMatchObject({ to: 'exited', reason: 'killed by SIGTERM' });
});

test('a stop ends a start that is under way', async () => {
  const worker = current();
  await worker.manage('ill');
  const start = worker.managed.start();
  await until('starting', () => worker.managed.pid !== null);
  await worker.managed.stop();
  await expect(start).rejects.toThrow(/stopped while it was starting/);
  expect(worker.managed.pid).toBeNull();
});

test('a launch that cannot be noted is undone', async () => {
  const worker = current();
  await worker.manage('good');
  worker.noting = () => Promise.reject(new Error('no space left'));
  await expect(worker.managed.start()).rejects.toThrow(/no space left/);
  expect(worker.managed.state).toBe('exited');
});

test('what a process writes is in its log, over its restarts', async () => {
  const worker = current();
  await worker.manage('good');
  await worker.managed.start();
  await worker.managed.stop();
  await worker.managed.start();
  expect(worker.managed.log.tail(10).filter((line) => line.startsWith('started as'))).toHaveLength(2);
});
