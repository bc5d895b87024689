import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { probeHttp } from '../../src/supervisor/probe-http.ts';

let server: Server;

async function answer(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('an answer that never ends is ready with its status', async () => {
  const url = await answer((_request, response) => {
    response.write('data: 1\n\n');
    const timer = setInterval(() => response.write('data: 2\n\n'), 100);
    response.on('close', () => {
      clearInterval(timer);
    });
  });
  expect(await probeHttp(url)).toEqual({ ready: true, seen: `${url} answered 200` });
});

test('a refusal that never ends is not waited for without bound', async () => {
  const url = await answer((_request, response) => {
    response.writeHead(503).write('not yet');
    const timer = setInterval(() => response.write('.'), 100);
    response.on('close', () => {
      clearInterval(timer);
    });
  });
  const { ready, seen } = await probeHttp(url);
  expect(ready).toBe(false);
  expect(seen).toContain('answered 503 not yet');
});

test('one that says nothing is not ready', async () => {
  const url = await answer(() => undefined);
  expect(await probeHttp(url)).toEqual({ ready: false, seen: `${url}: no answer within 2000 ms` });
});
