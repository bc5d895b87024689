import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { identifyProcess } from '../../../src/foundation/processes/process-identity.ts';
import { until, useWorker } from '../support/managed-worker.ts';

const current = useWorker();

function killAtEnd(pid: number | null | undefined): void {
  // 0 would be this process's own group.
  if (typeof pid !== 'number' || !(pid > 0)) throw new Error('nothing is left running');
  onTestFinished(() => {
    process.kill(pid, 'SIGKILL');
  });
}

/** This process listens there, as a stranger. */
async function listenOn(port: number, host = '127.0.0.1'): Promise<Server> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return server;
}

function portOf({ url }: { url: string }): number {
  return Number(new URL(url).port);
}

test.each(['127.0.0.1', '::1', '0.0.0.0'])(
  'nothing is started while somebody listens on %s',
  async (host) => {
    const worker = current();
    await worker.manage('good');
    const server = await listenOn(portOf(worker), host);
    await expect(worker.managed.start()).rejects.toMatchObject({ exitCode: 4 });
    await expect(worker.managed.start()).rejects.toThrow(
      `port ${portOf(worker)}, which worker-1 wants, is held by process ${process.pid} (`,
    );
    expect(worker.generations).toEqual([]);
    expect(worker.changes.at(-1)?.to).toBe('exited');
    expect(worker.changes.at(-1)?.reason).toContain('is held by');
    server.close();
    await once(server, 'close');
    await worker.managed.start();
    expect(worker.managed.state).toBe('ready');
  },
);

test('a restart by the policy does not accept the answer of another process', async () => {
  const worker = current();
  await worker.manage('good', { limit: 1, backoffMs: 300 });
  await worker.managed.start();
  await worker.visit('/crash');
  await until('the wait', () => worker.managed.state === 'pending');
  await listenOn(portOf(worker));
  await until('giving up', () => worker.managed.state === 'exited' && worker.managed.restarts === 1);
  await until('the reason', () => /given up: port \d+, which/.test(worker.changes.at(-1)?.reason ?? ''));
});

test('a process that takes the port between the check and the listening is not mistaken for the started one', async () => {
  const worker = current();
  await worker.manage('silent');
  const start = worker.managed.start();
  await Promise.all([
    expect(start).rejects.toMatchObject({ exitCode: 4 }),
    until('the start', () => worker.managed.pid !== null).then(() => listenOn(portOf(worker))),
  ]);
  await expect(start).rejects.toThrow(`is held by process ${process.pid} (`);
  expect(worker.managed.pid).toBeNull();
});

test('a process that left the group and still listens: the kill is no hit, and the next start is refused', async () => {
  const worker = current();
  await worker.manage('daemon');
  await worker.managed.start();
  const killed = await worker.managed.kill('SIGKILL');
  const [survivor] = killed.survivors ?? [];
  expect(killed.hit).toBe(false);
  expect(survivor?.port).toBe(portOf(worker));
  expect(survivor?.command).toContain('worker.js');
  killAtEnd(survivor?.pid);
  await expect(worker.managed.start()).rejects.toThrow(`is held by process ${survivor?.pid ?? 0} (`);
  await worker.managed.stop();
  expect(worker.managed.survivors).toEqual([survivor]);
});

test.runIf(process.platform === 'linux')(
  'what left the process group is found also where it listens on no port',
  async () => {
    const worker = current();
    await worker.manage('good');
    worker.leaves = true;
    await worker.managed.start();
    await worker.managed.stop();
    const [survivor] = worker.managed.survivors;
    expect(survivor).toMatchObject({ port: null, command: 'sleep 1000' });
    killAtEnd(survivor?.pid);
  },
);

test('a foreign process on the port of an instance stopped long ago is not reported as left by it', async () => {
  const worker = current();
  await worker.manage('good');
  await worker.managed.start();
  await worker.managed.stop();
  await listenOn(portOf(worker));
  await worker.managed.stop();
  expect(worker.managed.survivors).toEqual([]);
});

test('a program that starts another in its place and ends: the error says so', async () => {
  const worker = current();
  await worker.manage('forks');
  const failure: unknown = await worker.managed.start().catch((error: unknown) => error);
  const pid = Number(/left running: process (\d+)/.exec(String(failure))?.[1]);
  killAtEnd(pid);
  expect(String(failure)).toContain('a command must stay in the foreground');
  expect(await identifyProcess(pid)).toBeDefined();
});

test('a process that is not probed once ready keeps its state, and its end is still noticed', async () => {
  const worker = current();
  await worker.manage('good', { probesWhenReady: false });
  await worker.managed.start();
  await worker.visit('/crash');
  await until('the restart', () => worker.managed.restarts === 1 && worker.managed.state === 'ready');
});
