import type { FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { Discovery } from '../../../src/services/call/discovery.ts';
import { LogClient } from '../../../src/services/facade/log-client.ts';
import { HttpClient } from '../../../src/services/call/http-client.ts';
import { listen } from '../../../src/services/http/listen.ts';
import { createLogging } from '../../../src/services/logging/app.ts';
import { openConfigServer } from '../support/config-server.ts';
import { testFrame } from '../support/frame.ts';
import { memoryMap } from '../support/memory-map.ts';

const closing: (() => PromiseLike<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A log client before real logging-services on real ports, which share a map without a cluster. */
async function setUp(
  alter: (app: FastifyInstance, index: number) => void = () => undefined,
  timeoutMs = 5_000,
) {
  const map = memoryMap();
  const { app: configServer, registry, address: configServerAddress } = await openConfigServer();
  const http = new HttpClient();
  closing.push(() => configServer.close());
  for (const index of [1, 2]) {
    const app = createLogging({ http: testFrame('logging-service').http, map, now: () => new Date() });
    alter(app, index);
    const port = await listen(app, '127.0.0.1', 0);
    closing.push(() => app.close());
    registry.put('logging-service', `logging-service-${index}`, `http://127.0.0.1:${port}/logging`);
  }
  closing.push(() => http.close());
  const log = new LogClient({
    http,
    discovery: new Discovery({
      http,
      configServer: configServerAddress,
      nowMs: () => performance.now(),
      onTrouble: () => undefined,
    }),
    random: () => 0,
    bounds: { timeoutMs, attemptTimeoutMs: 1_000 },
    batchBounds: { timeoutMs, attemptTimeoutMs: 1_000 },
  });
  return { log, map };
}

/** The first instance stores what it is sent, and then breaks the connection instead of answering. */
function breakAfterStoring(app: FastifyInstance, index: number): void {
  if (index !== 1) return;
  app.addHook('onSend', (request, _reply, _payload, done) => {
    request.raw.socket.destroy();
    done();
  });
}

const a = { uuid: 'a', msg: 'msg a' };
const b = { uuid: 'b', msg: 'msg b' };

test('a new message is logged, a known one keeps its first text', async () => {
  const { log, map } = await setUp();
  expect(await log.log([a])).toEqual([{ kind: 'logged', isSure: true }]);
  expect(await log.log([{ ...a, msg: 'other' }])).toEqual([{ kind: 'known', msg: 'msg a' }]);
  expect(await log.log([a, b])).toEqual([
    { kind: 'known', msg: 'msg a' },
    { kind: 'logged', isSure: true },
  ]);
  expect([...map.entries]).toEqual([
    ['a', 'msg a'],
    ['b', 'msg b'],
  ]);
});

test.each([[[a]], [[a, b]]])(
  'what an instance stored before it broke off counts as logged (%#)',
  async (messages) => {
    const { log, map } = await setUp(breakAfterStoring);
    expect(await log.log(messages)).toEqual(messages.map(() => ({ kind: 'logged', isSure: false })));
    expect(map.entries.size).toBe(messages.length);
  },
);

test('but another stored text does not', async () => {
  const { log, map } = await setUp(breakAfterStoring);
  map.entries.set('a', 'first');
  expect(await log.log([a])).toEqual([{ kind: 'known', msg: 'first' }]);
});

test('a message that no instance takes is refused, not tried forever', async () => {
  const { log } = await setUp();
  expect(await log.log([{ uuid: '', msg: 'a' }])).toMatchObject([{ kind: 'rejected', status: 400 }]);
});

test('an instance whose cluster does not answer is skipped', async () => {
  const { log } = await setUp((app, index) => {
    if (index === 1)
      app.addHook('preHandler', (_request, reply) => reply.code(503).send({ error: 'Cluster Unavailable' }));
  });
  expect(await log.log([a])).toEqual([{ kind: 'logged', isSure: false }]);
});

test('an instance that answers for another number of messages is skipped: none of its answers counts', async () => {
  const { log } = await setUp((app, index) => {
    if (index === 1)
      app.addHook('preHandler', (_request, reply) =>
        reply.code(200).send([{ status: 201, success: 'Message Was Logged' }]),
      );
  });
  expect(await log.log([a, b])).toEqual([a, b].map(() => ({ kind: 'logged', isSure: false })));
});

test('only what failed is tried again', async () => {
  const asked: string[][] = [];
  const { log } = await setUp((app, index) => {
    app.addHook('preHandler', (request, reply, done) => {
      const { body } = request;
      asked.push(Array.isArray(body) ? body.map(({ uuid }: { uuid: string }) => uuid) : ['one']);
      if (index === 1) {
        const stored = { status: 201, success: 'Message Was Logged' };
        void reply.code(200).send([stored, { status: 503, error: 'Cluster Unavailable' }, stored]);
      } else done();
    });
  });
  const c = { uuid: 'c', msg: 'msg c' };
  expect(await log.log([a, b, c])).toEqual([
    { kind: 'logged', isSure: true },
    { kind: 'logged', isSure: false },
    { kind: 'logged', isSure: true },
  ]);
  expect(asked).toEqual([['a', 'b', 'c'], ['one']]);
});

test('without an instance, each message is answered unavailable', async () => {
  const { log } = await setUp((app) => {
    app.addHook('preHandler', (_request, reply) => reply.code(503).send({ error: 'Cluster Unavailable' }));
  }, 300);
  const unavailable = { kind: 'unavailable', error: 'Logging-Service Unavailable' };
  expect(await log.log([a, b])).toEqual([unavailable, unavailable]);
});
