import { expect, test } from 'vitest';
import { until, useWorker } from '../support/managed-worker.ts';

const current = useWorker();

test('a crash is answered with a new start, counted as a restart', async () => {
  const worker = current();
  await worker.manage('good');
  await worker.managed.start();
  const { pid } = worker.managed;
  await worker.visit('/crash');
  await until('the restart', () => worker.managed.restarts === 1 && worker.managed.state === 'ready');
  expect(worker.managed.pid).not.toBe(pid);
  expect(worker.generations).toEqual([1, 2]);
});

test('a process that crashes again and again is given up', async () => {
  const worker = current();
  await worker.manage('good', { limit: 2 });
  await worker.managed.start();
  for (let crash = 0; crash < 3; crash += 1) {
    await until('ready', () => worker.managed.state === 'ready');
    await worker.visit('/crash');
    await until('the crash to be seen', () => worker.managed.state !== 'ready');
  }
  await until('giving up', () => worker.managed.state === 'exited');
  expect(worker.managed.restarts).toBe(2);
  expect(worker.changes.at(-1)?.reason).toMatch(/given up after 3 failures/);
});

test('an orderly exit is no failure and is not answered', async () => {
  const worker = current();
  await worker.manage('good');
  await worker.managed.start();
  await worker.visit('/leave');
  await until('the exit', () => worker.managed.state === 'exited');
  expect(worker.changes.at(-1)?.reason).toBe('exit code 0');
});

test('a kill on command is shown to have hit and is not answered with a restart', async () => {
  const worker = current();
  await worker.manage('good');
  await worker.managed.start();
  const { pid } = worker.managed;
  expect(await worker.managed.kill('SIGKILL')).toMatchObject({
    name: 'worker-1',
    signal: 'SIGKILL',
    pid,
    hit: true,
  });
  await until('the exit', () => worker.managed.state === 'exited');
  expect(worker.changes.at(-1)?.reason).toBe('killed by SIGKILL');
  expect(worker.managed.restarts).toBe(0);
});

test('a stop ends a restart that is still starting, for good', async () => {
  const worker = current();
  await worker.manageRestarting();
  await worker.managed.stop();
  await worker.noRestartCame();
  expect(worker.generations).toEqual([1, 2]);
});

test('a stop ends a restart that waits for its time', async () => {
  const worker = current();
  await worker.manage('good', { backoffMs: 400 });
  await worker.managed.start();
  await worker.visit('/crash');
  await until('the wait', () => worker.managed.state === 'pending');
  await worker.managed.stop();
  await worker.noRestartCame();
  expect(worker.generations).toEqual([1]);
});

test('a start after a stop is carried out, also while the stop is under way', async () => {
  const worker = current();
  await worker.manage('good');
  await worker.managed.start();
  const { pid } = worker.managed;
  await Promise.all([worker.managed.stop(), worker.managed.start()]);
  expect(worker.managed.state).toBe('ready');
  expect(worker.managed.pid).not.toBe(pid);
});

test('what is killed on command during its restart stays down', async () => {
  const worker = current();
  await worker.manageRestarting();
  expect(await worker.managed.kill('SIGKILL')).toMatchObject({ hit: true });
  await worker.noRestartCame();
  expect(worker.generations).toEqual([1, 2]);
});

test('a start ends what a signal has not ended yet', async () => {
  const worker = current();
  await worker.manage((generation) => (generation === 1 ? 'deaf' : 'good'), { stopTimeoutMs: 200 });
  await worker.managed.start();
  const killed = worker.managed.kill('SIGTERM');
  await worker.managed.start();
  expect(await killed).toMatchObject({ hit: true });
  expect(worker.managed.state).toBe('ready');
  expect(worker.generations).toEqual([1, 2]);
});

test('what survives a signal is as it was: probed, and started again after a crash', async () => {
  const worker = current();
  await worker.manage('deaf', { stopTimeoutMs: 200 });
  await worker.managed.start();
  expect(await worker.managed.kill('SIGTERM')).toMatchObject({ hit: false });
  expect(worker.changes.at(-1)).toMatchObject({ to: 'unhealthy', reason: 'still runs 10 s after SIGTERM' });
  await until('ready', () => worker.managed.state === 'ready');
  await worker.visit('/crash');
  await until('the restart', () => worker.managed.restarts === 1 && worker.managed.state === 'ready');
});

test('a frozen process that a signal could not end can be started and stopped; thawed, it dies of the signal for good', async () => {
  const worker = current();
  await worker.manage('good');
  await worker.managed.start();
  await worker.managed.kill('SIGSTOP');
  expect(await worker.managed.kill('SIGTERM')).toMatchObject({ hit: false });
  await worker.managed.start();
  expect(worker.generations).toEqual([1]);
  await worker.managed.kill('SIGCONT');
  await until('the end', () => worker.managed.state === 'exited');
  await worker.noRestartCame();
  await worker.managed.start();
  await worker.managed.kill('SIGSTOP');
  await worker.managed.stop();
  expect(worker.managed.state).toBe('exited');
});
