import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { probeTcp } from '../../../src/supervisor/probes/probe-tcp.ts';
import { freePorts } from '../../broker/hazelcast/support/free-ports.ts';

test('a listening process is ready, receives no data and is disconnected at once', async () => {
  const heard: string[] = [];
  const server = createServer((socket) => socket.on('data', (chunk) => heard.push(String(chunk))));
  onTestFinished(() => {
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const left = new Promise((resolve) => {
    server.once('connection', (socket: Socket) => socket.once('close', resolve));
  });
  expect(await probeTcp(port, '127.0.0.1')).toEqual({
    ready: true,
    seen: `127.0.0.1:${port} accepts connections`,
  });
  await left;
  expect(heard).toEqual([]);
});

test('a port without a listener is not ready', async () => {
  const [port = 0] = await freePorts(1);
  const { ready, seen } = await probeTcp(port, '127.0.0.1');
  expect(ready).toBe(false);
  expect(seen).toContain('ECONNREFUSED');
});
