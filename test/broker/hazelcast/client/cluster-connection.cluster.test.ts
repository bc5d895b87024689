import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Client } from 'hazelcast-client';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { connectToCluster } from '../../../../src/broker/hazelcast/client/cluster-connection.ts';
import { NotReadyError } from '../../../../src/foundation/errors/errors.ts';
import { waitFor } from '../../../../src/foundation/async/wait-for.ts';
import { freePorts } from '../support/free-ports.ts';
import { RealCluster } from '../support/real-cluster.ts';

const settings = (port: number) => ({
  clusterName: 'nobody',
  addresses: [`127.0.0.1:${port}`],
  mapName: 'm',
  queueName: 'q',
});

describe('connecting without a cluster', () => {
  test('fails within the time given, says where it looked, and stops trying', async () => {
    const [port = 0] = await freePorts(1);
    const startedMs = performance.now();
    const attempt = connectToCluster(settings(port), { role: 'observer', name: 'test', timeoutMs: 1_000 });
    await expect(attempt).rejects.toThrow(`Hazelcast cluster nobody at 127.0.0.1:${port}`);
    await expect(attempt).rejects.toBeInstanceOf(NotReadyError);
    expect(performance.now() - startedMs).toBeLessThan(2_500);
    await expectNoFurtherConnections(port);
  });

  test('fails within the time given where something listens and says nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const startedMs = performance.now();
    await expect(
      connectToCluster(settings(address.port), { role: 'consumer', name: 'test', timeoutMs: 1_000 }),
    ).rejects.toBeInstanceOf(NotReadyError);
    expect(performance.now() - startedMs).toBeLessThan(2_500);
  });

  test('ends when it is aborted', async () => {
    const [port = 0] = await freePorts(1);
    const stop = new AbortController();
    const attempt = connectToCluster(settings(port), { role: 'producer', name: 'test', signal: stop.signal });
    stop.abort(new Error('Ctrl-C'));
    await expect(attempt).rejects.toThrow('Ctrl-C');
  });
});

describe('a client of one real member', () => {
  let cluster: RealCluster;
  beforeAll(async () => {
    cluster = await RealCluster.start(1, {
      version: '5.4.0',
      queue: { name: 'bounded', backups: 0, maxSize: 2 },
    });
  });
  afterAll(() => cluster.stop());

  test('is refused under another cluster name', async () => {
    await expect(
      connectToCluster(
        { ...cluster.settings, clusterName: 'other' },
        { role: 'consumer', name: 'test', timeoutMs: 5_000 },
      ),
    ).rejects.toBeInstanceOf(NotReadyError);
  });

  test('sees the capacity of the queue', async () => {
    const client = await connectToCluster(cluster.settings, { role: 'producer', name: 'test' });
    onTestFinished(() => client.shutdown());
    const queue = await client.getQueue<string>('bounded');
    await expect(Promise.all([queue.offer('1'), queue.offer('2')])).resolves.toEqual([true, true]);
    await expect(queue.offer('3')).resolves.toBe(false);
    await queue.clear();
  });

  test('notices a socket that was destroyed without an error, as after a failed write', async () => {
    const removed: string[] = [];
    const client = await connectToCluster(cluster.settings, {
      role: 'observer',
      name: 'test',
      // A write that was on its way may fail before the socket says that it is closed.
      log: (_level, message) =>
        removed.push(...(/Socket closed|Write failed/.test(message) ? [message] : [])),
    });
    onTestFinished(() => client.shutdown());
    const queue = await client.getQueue<string>('bounded');
    for (const socket of socketsOf(client)) socket.destroy();
    await waitFor({
      what: 'the connection to be given up',
      // The heartbeats would take more than five seconds.
      timeoutMs: 2_000,
      probe: () => removed.length > 0 || undefined,
    });
    await waitFor({
      what: 'a new connection',
      timeoutMs: 5_000,
      probe: async () => (await queue.size()) >= 0 || undefined,
    });
  });

  // Where this goes wrong the process hangs: no timeout ends it then.
  test.each([0, 1, 2, 4, 8, 16])(
    'gives up in time on a member that dies %d ms after it let it in',
    async (delayMs) => {
      const [told = ''] = cluster.settings.addresses;
      const dying = createServer((inside) => {
        const outside = connect(Number(told.split(':')[1]), '127.0.0.1');
        for (const socket of [inside, outside]) socket.on('error', () => undefined);
        inside.pipe(outside).pipe(inside);
        outside.once('data', () => {
          setTimeout(() => {
            inside.resetAndDestroy();
            outside.destroy();
          }, delayMs);
        });
      }).listen(0, '127.0.0.1');
      onTestFinished(() => void dying.close());
      await once(dying, 'listening');
      const address = dying.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      const attempt = connectToCluster(
        { ...cluster.settings, addresses: [`127.0.0.1:${address.port}`] },
        { role: 'observer', name: 'test', timeoutMs: 1_000 },
      );
      const outcome = await attempt.then(
        (client) => client.shutdown().then(() => 'connected'),
        (error: unknown) => error,
      );
      if (outcome !== 'connected') expect(outcome).toBeInstanceOf(NotReadyError);
    },
  );

  test('reaches a member at the address in the settings, not at the one the member reports', async () => {
    const [told = ''] = cluster.settings.addresses;
    let connections = 0;
    const detour = createServer((inside) => {
      connections += 1;
      const outside = connect(Number(told.split(':')[1]), '127.0.0.1');
      for (const [one, other] of [[inside, outside] as const, [outside, inside] as const])
        one.on('error', () => other.destroy()).pipe(other);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void detour.close());
    await once(detour, 'listening');
    const address = detour.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const addressTranslation = { [told]: `127.0.0.1:${address.port}` };
    const settings = { ...cluster.settings, addressTranslation };
    const client = await connectToCluster(settings, { role: 'observer', name: 'test' });
    onTestFinished(() => client.shutdown());
    for (const socket of socketsOf(client)) socket.destroy();
    const queue = await client.getQueue<string>('bounded');
    await waitFor({
      what: 'a call to be answered over the detour',
      timeoutMs: 5_000,
      probe: async () => ((await queue.size()) >= 0 && connections > 0) || undefined,
    });
  });

  test('fails calls soon while the member is away, and works again once it is back', async () => {
    const messages: string[] = [];
    const client = await connectToCluster(cluster.settings, {
      role: 'observer',
      name: 'test',
      log: (level, message) => messages.push(`${level} ${message}`),
    });
    onTestFinished(() => client.shutdown());
    const queue = await client.getQueue<string>('bounded');
    const [member] = cluster.spec.members;
    if (member === undefined) throw new Error('no member');
    const process = cluster.process(member);
    await process.kill('SIGKILL');
    await process.exited;
    const startedMs = performance.now();
    await expect(queue.size()).rejects.toThrow();
    expect(performance.now() - startedMs).toBeLessThan(8_000);

    await cluster.launch(member, { coldStart: true });
    await waitFor({
      what: 'the client to work again',
      timeoutMs: 20_000,
      probe: async () => (await queue.offer('back')) || undefined,
    });
    expect(messages.some((line) => line.startsWith('warn'))).toBe(true);
  });
});

const internals = z.object({
  connectionManager: z.custom<{ getConnectionRegistry(): { getConnections(): { socket: Socket }[] } }>(),
});

/** The library's own sockets, which are not in its types. */
function socketsOf(client: Client): Socket[] {
  const { connectionManager } = internals.parse(client);
  return connectionManager
    .getConnectionRegistry()
    .getConnections()
    .map(({ socket }) => socket);
}

/** Listens where the client tried, for longer than its longest pause between two attempts. */
async function expectNoFurtherConnections(port: number): Promise<void> {
  let connections = 0;
  const server = createServer(() => (connections += 1)).listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await new Promise((resolve) => server.close(resolve));
  expect(connections).toBe(0);
}
