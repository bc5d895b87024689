import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { probeHttp } from '../../../src/supervisor/probes/probe-http.ts';

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
  expect(await probeHttp(url)).toEqual({ ready: true, answered: true, seen: `${url} answered 200` });
});

test('a refusal that never ends is read for a limited time', async () => {
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

test('a process without an answer is not ready', async () => {
  const url = await answer(() => undefined);
  expect(await probeHttp(url, undefined, 150)).toEqual({
    ready: false,
    answered: false,
    seen: `${url}: no answer within 150 ms`,
  });
});

test('only the head of a good answer is read, and the connection closes at once', async () => {
  let closed: Promise<unknown> = Promise.reject(new Error('nobody asked'));
  closed.catch(() => undefined);
  const url = await answer((_request, response) => {
    closed = once(response, 'close');
    response.write('x');
  });
  expect(await probeHttp(url)).toMatchObject({ ready: true });
  await closed;
});

test('an answer of another start is not ready', async () => {
  const url = await answer((_request, response) => response.end('{"status":"ok","start":"other"}'));
  expect(await probeHttp(url, 'ours')).toMatchObject({
    ready: false,
    seen: `${url} answered 200, but it is another process`,
  });
  expect(await probeHttp(url, 'other')).toMatchObject({ ready: true });
});

test.each(['hi', '', '{"start":5}'])('an answer without a start is not ready: %j', async (body) => {
  const url = await answer((_request, response) => response.end(body));
  expect(await probeHttp(url, 'ours')).toMatchObject({ ready: false });
});

test('only the beginning of a long refusal is shown', async () => {
  const url = await answer((_request, response) => response.writeHead(500).end('x'.repeat(65_526)));
  const { seen } = await probeHttp(url);
  expect(seen).toMatch(/answered 500 x{100}/);
  expect(seen.length).toBeLessThan(700);
});
