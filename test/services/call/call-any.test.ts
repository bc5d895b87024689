import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callAny } from '../../../src/services/call/call-any.ts';
import { Deadline } from '../../../src/services/call/deadline.ts';
import { HttpClient } from '../../../src/services/call/http-client.ts';
import { UnavailableError } from '../../../src/services/http/unavailable-error.ts';

let http: HttpClient;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  http = new HttpClient();
});
afterEach(async () => {
  await http.close();
  for (const close of closing.splice(0)) await close();
});

/** A real server; undefined: its port is free again, so that connections are refused. */
async function address(answer?: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  if (answer === undefined) await close();
  else closing.push(close);
  return `http://127.0.0.1:${port}`;
}

const answers: RequestListener = (_request, response) => response.end('hello');
const fails: RequestListener = (_request, response) => response.writeHead(500).end();
const hangs: RequestListener = () => undefined;
const breaks: RequestListener = (request) => request.socket.destroy();

function call(addresses: string[], options: { timeoutMs?: number; fresh?: () => string[] } = {}) {
  const tried: { url: string; isAfterUnknown: boolean }[] = [];
  const started = performance.now();
  const result = callAny({
    unavailable: 'Nobody There',
    addresses: (isFresh) => Promise.resolve(isFresh ? (options.fresh?.() ?? addresses) : addresses),
    random: () => 0,
    deadline: new Deadline(options.timeoutMs ?? 2_000),
    attemptTimeoutMs: 200,
    attempt: async ({ address: url, timeoutMs, isAfterUnknown }) => {
      tried.push({ url, isAfterUnknown });
      const { status, body } = await http.request({ method: 'GET', url, timeoutMs });
      if (status !== 200) throw new Error(`answers ${status}`);
      return body;
    },
  });
  return { result, tried, elapsedMs: () => performance.now() - started };
}

test('a dead instance is skipped, and did nothing', async () => {
  const [dead, alive] = [await address(), await address(answers)];
  const { result, tried } = call([dead, alive]);
  expect(await result).toBe('hello');
  expect(tried).toEqual([
    { url: dead, isAfterUnknown: false },
    { url: alive, isAfterUnknown: false },
  ]);
});

test.each([
  ['fails', fails],
  ['hangs', hangs],
  ['breaks the connection', breaks],
])('an instance that %s is skipped, and may have acted', async (_how, listener) => {
  const [bad, alive] = [await address(listener), await address(answers)];
  const { result, tried } = call([bad, alive]);
  expect(await result).toBe('hello');
  expect(tried.at(-1)).toEqual({ url: alive, isAfterUnknown: true });
});

test('when every connection is refused it gives up at once', async () => {
  const { result, elapsedMs } = call([await address(), await address()], { timeoutMs: 10_000 });
  await expect(result).rejects.toThrow(new UnavailableError('Nobody There'));
  expect(elapsedMs()).toBeLessThan(5_000);
});

test('when there is no instance it gives up at once', async () => {
  await expect(call([], { timeoutMs: 10_000 }).result).rejects.toThrow(UnavailableError);
});

test('new addresses are tried before it gives up', async () => {
  const [dead, alive] = [await address(), await address(answers)];
  expect(await call([dead], { fresh: () => [alive] }).result).toBe('hello');
});

test('one deadline bounds all attempts together', async () => {
  const hanging = await Promise.all([hangs, hangs, hangs, hangs].map(address));
  const { result, tried, elapsedMs } = call(hanging, { timeoutMs: 500 });
  await expect(result).rejects.toThrow(UnavailableError);
  expect(elapsedMs()).toBeLessThan(2_000);
  expect(tried.length).toBeLessThanOrEqual(4);
});

test('an instance that recovers within the deadline answers', async () => {
  let calls = 0;
  const recovering = await address((request, response) => {
    calls += 1;
    (calls < 3 ? fails : answers)(request, response);
  });
  expect(await call([recovering]).result).toBe('hello');
  expect(calls).toBe(3);
});
