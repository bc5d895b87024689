import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { createHttp } from '../../../src/services/http/http.ts';
import { listen } from '../../../src/services/http/listen.ts';
import { UnavailableError } from '../../../src/services/http/unavailable-error.ts';
import { waitFor, withDeadline } from '../../../src/foundation/async/wait-for.ts';
import { testFrame } from '../support/frame.ts';

function frame(starting?: string, requestTimeoutMs?: number) {
  const { http, lines } = testFrame('some-service', starting);
  const app = createHttp({
    ...http,
    bodyLimit: 100,
    ...(requestTimeoutMs === undefined ? {} : { requestTimeoutMs }),
  });
  app.post('/echo', ({ body }) => ({ body: body ?? null }));
  app.put<{ Params: { name: string } }>('/things/:name', ({ params }) => params);
  app.get('/bug', () => {
    throw new Error('secret detail');
  });
  app.get('/unavailable', () => {
    throw new UnavailableError('Nobody There');
  });
  opened.push(app);
  return { app, lines, readiness: http.readiness };
}

const opened: { close(): PromiseLike<unknown> }[] = [];
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close();
});

test('health names service and instance, and gives the reason while not ready', async () => {
  const { app, readiness } = frame('waiting for something');
  const before = await app.inject('/health');
  expect(before.statusCode).toBe(503);
  expect(before.json()).toMatchObject({ error: 'waiting for something', instance: 'some-service-1' });
  readiness.markReady();
  const after = await app.inject('/health');
  expect(after.statusCode).toBe(200);
  expect(after.json()).toEqual({ status: 'ok', instance: 'some-service-1', service: 'some-service' });
});

test('health has the token of the start, by which a supervisor recognises its child', async () => {
  process.env['DISTQ_START_TOKEN'] = 'of-this-start';
  onTestFinished(() => {
    delete process.env['DISTQ_START_TOKEN'];
  });
  const { app } = frame('waiting for something');
  expect((await app.inject('/health')).json()).toMatchObject({ start: 'of-this-start' });
});

test('a starting service refuses, one that lost its cluster is unhealthy but takes requests', async () => {
  const { app, readiness } = frame('waiting');
  const refused = await app.inject({ method: 'POST', url: '/echo', payload: {} });
  expect(refused.statusCode).toBe(503);
  expect(refused.headers['retry-after']).toBe('1');
  readiness.markReady({ trouble: () => 'cluster gone' });
  expect((await app.inject('/health')).statusCode).toBe(503);
  expect((await app.inject({ method: 'POST', url: '/echo', payload: {} })).statusCode).toBe(200);
});

test('a service whose cluster refuses to be written refuses every write at once, and is unhealthy', async () => {
  const { app, readiness } = frame('waiting');
  readiness.markReady({ refusal: () => '1 of the 2 members that are needed' });
  const refused = await app.inject({ method: 'POST', url: '/echo', payload: {} });
  expect(refused.statusCode).toBe(503);
  expect(refused.headers['retry-after']).toBe('1');
  expect(refused.json()).toEqual({ error: 'Not Ready: 1 of the 2 members that are needed' });
  const health = await app.inject('/health');
  expect(health.json()).toMatchObject({ error: '1 of the 2 members that are needed' });
  expect((await app.inject('/things/name')).statusCode).not.toBe(503);
});

test.each([
  ['GET', '/nowhere', 404],
  ['POST', '/nowhere', 404],
  ['GET', '/things/a/b', 404],
  ['GET', '/things/', 404],
] as const)('%s %s is unknown', async (method, url, status) => {
  const answer = await frame().app.inject({ method, url });
  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toEqual({ error: `Not Found: '${url}'` });
});

test.each([
  ['GET', '/echo', 'POST'],
  ['DELETE', '/echo?query', 'POST'],
  ['POST', '/things/name', 'PUT'],
  ['POST', '/bug', 'GET, HEAD'],
] as const)('%s %s is the wrong method; Allow: %s', async (method, url, allow) => {
  const answer = await frame().app.inject({
    method,
    url,
    headers: { 'content-type': 'text/xml' },
    payload: '<x/>',
  });
  expect(answer.statusCode).toBe(405);
  expect(answer.headers.allow).toBe(allow);
  expect(answer.json()).toEqual({ error: `Method Not Allowed: ${method}` });
});

test.each([
  ['{"a":', 400, /^Malformed JSON/],
  ['{"__proto__":{"x":1}}', 400, /^Malformed JSON/],
  ['{"constructor":{"prototype":{"x":1}}}', 400, /^Malformed JSON/],
  [JSON.stringify('x'.repeat(200)), 413, /^Body Too Large$/],
])('the body %j answers %i', async (payload, status, error) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await frame().app.inject({ method: 'POST', url: '/echo', headers, payload });
  expect(answer.statusCode).toBe(status);
  expect(answer.json<{ error: string }>().error).toMatch(error);
  expect(Object.keys(answer.json<object>())).toEqual(['error']);
});

test.each(['text/plain', 'text/xml', 'nonsense', 'application/jsonx'])(
  'the content type %s answers 415 and says what is accepted',
  async (type) => {
    const headers = { 'content-type': type };
    const answer = await frame().app.inject({ method: 'POST', url: '/echo', headers, payload: '{}' });
    expect(answer.statusCode).toBe(415);
    expect(answer.json()).toEqual({ error: 'Unsupported Content-Type: send application/json' });
  },
);

test('an empty JSON body is left to the route', async () => {
  const headers = { 'content-type': 'application/json' };
  const answer = await frame().app.inject({ method: 'POST', url: '/echo', headers, payload: '' });
  expect(answer.json()).toEqual({ body: null });
});

test('a bug answers 500 without its text, which is logged', async () => {
  const { app, lines } = frame();
  const answer = await app.inject('/bug');
  expect(answer.statusCode).toBe(500);
  expect(answer.json()).toEqual({ error: 'Internal Error' });
  expect(lines.join('')).toContain('secret detail');
});

test('an unavailable error answers 503 with Retry-After, and is not a bug', async () => {
  const { app, lines } = frame();
  const answer = await app.inject('/unavailable');
  expect(answer.statusCode).toBe(503);
  expect(answer.headers['retry-after']).toBe('1');
  expect(answer.json()).toEqual({ error: 'Nobody There' });
  expect(lines).toEqual([]);
});

test('a malformed URL and a malformed request answer 400 as JSON', async () => {
  const { app } = frame();
  expect((await app.inject('/things/%zz')).statusCode).toBe(400);
  const port = await listen(app, '127.0.0.1', 0);
  const socket = connect(port, '127.0.0.1');
  socket.end('NONSENSE\r\n\r\n');
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1.1 400 /);
  expect(answer).toContain('{"error":');
});

test.each([
  ['a page of another site', 403, 'GET /health HTTP/1.1', ['Host: localhost', 'Origin: http://evil.example']],
  ['a form of another site', 403, 'POST /echo HTTP/1.1', ['Host: 127.0.0.1', 'Sec-Fetch-Site: cross-site']],
  ['a sandboxed page', 403, 'GET /health HTTP/1.1', ['Host: localhost', 'Origin: null']],
  ['a rebound name', 403, 'GET /health HTTP/1.1', ['Host: evil.example']],
  ['a rebound name, unknown path', 403, 'GET /nowhere HTTP/1.1', ['Host: evil.example']],
  ['an absolute address', 403, 'GET http://evil.example/health HTTP/1.1', ['Host: localhost']],
  ['two hosts', 400, 'GET /health HTTP/1.1', ['Host: localhost', 'hOsT: evil.example']],
  ['no host', 400, 'GET /health HTTP/1.1', []],
  ['no host in HTTP/1.0', 200, 'GET /health HTTP/1.0', []],
  ['its own absolute address', 200, 'GET http://localhost/health HTTP/1.1', ['Host: localhost']],
  ['its own page', 200, 'GET /health HTTP/1.1', ['Host: localhost:1', 'Origin: http://localhost:1']],
  ['a client without Origin', 200, 'GET /health HTTP/1.1', ['Host: localhost']],
])('%s is answered %i', async (_what, status, line, headers) => {
  const { app } = frame();
  const port = await listen(app, '127.0.0.1', 0);
  // The host that was served before must not open the door to the next one.
  expect((await fetch(`http://localhost:${port}/health`)).status).toBe(200);
  const socket = connect(port, '127.0.0.1');
  socket.write([line, ...headers, 'Connection: close', '', ''].join('\r\n'));
  const answer = await text(socket);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  if (status !== 200) expect(answer).toMatch(/\r\n\r\n\{"error":"[^"]+"\}$/);
});

test.each([
  [
    'body',
    'POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n',
  ],
  ['header', 'POST /echo HTTP/1.1\r\nHost: local'],
])('an incomplete %s is answered 408 after the timeout, and the connection is closed', async (_, begin) => {
  const { app } = frame(undefined, 200);
  const port = await listen(app, '127.0.0.1', 0);
  const socket = connect(port, '127.0.0.1');
  socket.write(begin);
  // Now and then a byte: it is the whole request that is bounded, not a pause.
  const dripping = setInterval(() => socket.write('a'), 50);
  try {
    const answer = await withDeadline('the connection to be closed', 10_000, text(socket));
    expect(answer).toMatch(/^HTTP\/1.1 408 [^]*\r\n\r\n\{"error":"Request Not Complete in Time"\}$/);
  } finally {
    clearInterval(dripping);
    socket.destroy();
  }
});

test('a taken port is an error that says so', async () => {
  const port = await listen(frame().app, '127.0.0.1', 0);
  await expect(listen(frame().app, '127.0.0.1', port)).rejects.toMatchObject({ code: 'port-taken' });
});

test('closing lets the request under way finish, and does not wait for its kept connection', async () => {
  const { app } = frame();
  let release: () => void = () => undefined;
  let entered: () => void = () => undefined;
  const isEntered = new Promise<void>((resolve) => (entered = resolve));
  app.get('/slow', async () => {
    entered();
    await new Promise<void>((resolve) => (release = resolve));
    return { done: true };
  });
  const port = await listen(app, '127.0.0.1', 0);
  const answer = fetch(`http://127.0.0.1:${port}/slow`);
  await isEntered;
  const closed = app.close();
  // From now on, only the client may close connections that become idle.
  await waitFor({
    what: 'the server to listen no more',
    timeoutMs: 5_000,
    probe: () => !app.server.listening || undefined,
  });
  release();
  expect(await (await answer).json()).toEqual({ done: true });
  await withDeadline('the server to close', 5_000, closed);
});

test('closing does not wait for a connection on which no request ever came', async () => {
  const { app } = frame();
  const port = await listen(app, '127.0.0.1', 0);
  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');
  await withDeadline('the server to close', 5_000, Promise.resolve(app.close()));
  silent.destroy();
});
