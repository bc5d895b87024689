import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { newWatchedClient } from '../../../../src/broker/hazelcast/client/watched-client.ts';
import { clientNameIn, readClientName } from '../../../../src/broker/hazelcast/links/client-name.ts';

/** A server that hands out its first connection, paused. */
async function listen(): Promise<{ port: number; accepted: Promise<Socket> }> {
  const server: Server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
  const accepted = once(server, 'connection').then(([socket]: Socket[]) => {
    if (socket === undefined) throw new Error('no connection');
    onTestFinished(() => {
      socket.destroy();
    });
    socket.on('error', () => undefined);
    return socket;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, accepted };
}

/** What a real client sends first. */
async function introduction(name: string): Promise<Buffer> {
  const { port, accepted } = await listen();
  const { client, started } = newWatchedClient({
    instanceName: name,
    clusterName: 'a cluster with a name of its own',
    network: { clusterMembers: [`127.0.0.1:${port}`] },
    properties: { 'hazelcast.logging.level': 'OFF' },
  });
  started.catch(() => undefined);
  onTestFinished(() => client.shutdown());
  const socket = await accepted;
  expect(await readClientName(socket)).toBe(name);
  expect(socket.isPaused()).toBe(true);
  // All that was read is there again.
  const again = new Promise<Buffer>((resolve) => {
    socket.once('data', resolve);
  });
  socket.resume();
  const bytes = await again;
  socket.destroy();
  return bytes;
}

test('a real client is known by its name, from as many bytes as it needs and no fewer', async () => {
  const bytes = await introduction('facade-service-1');
  const needed = bytes.indexOf('facade-service-1') + 'facade-service-1'.length;
  for (let length = 0; length < needed; length += 1)
    expect(clientNameIn(bytes.subarray(0, length))).toBeUndefined();
  expect(clientNameIn(bytes.subarray(0, needed))).toBe('facade-service-1');
});

test.each([
  ['another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['another request', Buffer.concat([Buffer.from('CP2'), Buffer.from([10, 0, 0, 0, 0, 0, 9, 9, 0, 0])])],
  ['a frame without end', Buffer.concat([Buffer.from('CP2'), Buffer.from([255, 255, 255, 255, 0, 0])])],
  ['a frame shorter than its header', Buffer.concat([Buffer.from('CP2'), Buffer.from([1, 0, 0, 0, 0, 0])])],
])('%s has no name', (_, bytes) => {
  expect(clientNameIn(bytes)).toBeNull();
});

test('one that ends, or says nothing, has no name', async () => {
  const ending = await listen();
  connect({ host: '127.0.0.1', port: ending.port })
    .on('error', () => undefined)
    .end('CP');
  const socket = await ending.accepted;
  expect(await readClientName(socket)).toBeUndefined();
  expect(socket.destroyed).toBe(true);

  const silent = await listen();
  const client = connect({ host: '127.0.0.1', port: silent.port });
  onTestFinished(() => {
    client.destroy();
  });
  const waiting = await silent.accepted;
  expect(await readClientName(waiting)).toBeUndefined();
  expect(waiting.destroyed).toBe(false);
});
