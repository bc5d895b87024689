import { expect, test } from 'vitest';
import { createLogging } from '../../../src/services/logging/app.ts';
import { UnavailableError } from '../../../src/services/http/unavailable-error.ts';
import { testFrame } from '../support/frame.ts';
import { memoryMap } from '../support/memory-map.ts';

function logging(map = memoryMap()) {
  const { http, lines } = testFrame('logging-service');
  return { app: createLogging({ http, map, now: () => new Date(0) }), map, lines };
}

const message = { uuid: 'u1', msg: 'msg1' };

test('stores a message once and logs it as a line', async () => {
  const { app, map, lines } = logging();
  const first = await app.inject({ method: 'POST', url: '/logging', payload: message });
  expect([first.statusCode, first.json()]).toEqual([201, { success: 'Message Was Logged' }]);
  const again = await app.inject({ method: 'POST', url: '/logging', payload: { ...message, msg: 'other' } });
  expect(again.statusCode).toBe(409);
  expect(again.json()).toEqual({ error: 'Conflict due Duplication', message });
  expect([...map.entries]).toEqual([['u1', 'msg1']]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('"msg":"Message Was Logged: msg1"');
});

test('shows the whole map, and what this instance took', async () => {
  const { app, map } = logging();
  map.entries.set('other', 'from another instance');
  await app.inject({ method: 'POST', url: '/logging', payload: message });
  expect((await app.inject('/logging')).json()).toEqual(['from another instance', 'msg1']);
  expect((await app.inject('/logging/received')).json()).toEqual([
    { seq: 1, ...message, at: '1970-01-01T00:00:00.000Z' },
  ]);
});

test.each([
  '',
  'null',
  '[]',
  '"text"',
  '{}',
  '{"uuid":"u"}',
  '{"msg":"m"}',
  '{"uuid":"","msg":"m"}',
  '{"uuid":"u","msg":""}',
  '{"uuid":1,"msg":"m"}',
  '{"uuid":"u","msg":{"a":1}}',
  '{"uuid":"u","msg":"\\ud800"}',
  '{"uuid":"\\udc00","msg":"m"}',
])('the body %s has no ID or text', async (payload) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await logging().app.inject({ method: 'POST', url: '/logging', headers, payload });
  expect([answer.statusCode, answer.json()]).toEqual([400, { error: 'No ID or Text in Request' }]);
});

test.each(['😀 Привіт, 世界', 'a\u0000b', 'x'.repeat(1_000_000), '\'"\\\n'])(
  'keeps a text as it is (%#)',
  async (msg) => {
    const { app, lines } = logging();
    await app.inject({ method: 'POST', url: '/logging', payload: { uuid: 'u', msg } });
    expect((await app.inject('/logging')).json()).toEqual([msg]);
    expect(lines[0]?.length).toBeLessThan(1_000);
  },
);

test('uuids like __proto__ are uuids', async () => {
  const { app, map } = logging();
  const payload = '{"uuid":"__proto__","msg":"m"}';
  const headers = { 'content-type': 'application/json' };
  expect((await app.inject({ method: 'POST', url: '/logging', headers, payload })).statusCode).toBe(201);
  expect(map.entries.get('__proto__')).toBe('m');
});

test('a batch has one result a message, and a bad one takes no neighbour along', async () => {
  const { app, map } = logging();
  const payload = [message, { uuid: 'u2' }, message, null, { uuid: 'u3', msg: 'msg3' }];
  const answer = await app.inject({ method: 'POST', url: '/logging/batch', payload });
  expect(answer.json()).toMatchObject([
    { status: 201 },
    { status: 400, error: 'No ID or Text in Request' },
    { status: 409, message },
    { status: 400 },
    { status: 201 },
  ]);
  expect([...map.entries.values()]).toEqual(['msg1', 'msg3']);
});

test('a batch of JSON Lines is answered in JSON Lines', async () => {
  const { app } = logging();
  const answer = await app.inject({
    method: 'POST',
    url: '/logging/batch',
    headers: { 'content-type': 'application/x-ndjson' },
    payload: `${JSON.stringify(message)}\r\n\n{"broken\n{"uuid":"u2","msg":"msg2"}`,
  });
  expect(answer.headers['content-type']).toMatch('application/x-ndjson');
  const lines = answer.body.trim().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { status: 201 },
    { status: 400 },
    { status: 201 },
  ]);
});

test.each([
  ['{}', 400],
  ['', 400],
  ['[', 400],
  [JSON.stringify(Array.from({ length: 10_001 }, () => null)), 413],
  ['x\n'.repeat(10_001), 413, 'application/x-ndjson'],
] satisfies [string, number, string?][])(
  'the batch %# is refused',
  async (payload, status, type = 'application/json') => {
    const headers = { 'content-type': type };
    const answer = await logging().app.inject({ method: 'POST', url: '/logging/batch', headers, payload });
    expect(answer.statusCode).toBe(status);
  },
);

const news = ['n1', 'n2', 'n3'].map((uuid) => ({ uuid, msg: `msg ${uuid}`, isNew: true }));

test('new messages of a batch are stored in one go, the others unless they are there', async () => {
  const map = memoryMap();
  map.entries.set('u1', 'first');
  const setAlls: number[] = [];
  const { app, lines } = logging({
    ...map,
    setAll: (messages) => {
      setAlls.push(messages.length);
      return map.setAll(messages);
    },
  });
  const tooLong = { uuid: 'u'.repeat(129), msg: 'm', isNew: true };
  const payload = [message, ...news, tooLong];
  const answer = await app.inject({ method: 'POST', url: '/logging/batch', payload });
  expect(answer.json<{ status: number }[]>().map(({ status }) => status)).toEqual([409, 201, 201, 201, 400]);
  expect(setAlls).toEqual([3]);
  expect([...map.entries.keys()]).toEqual(['u1', 'n1', 'n2', 'n3']);
  expect(lines.filter((line) => line.includes('Message Was Logged: msg n'))).toHaveLength(3);
  expect((await app.inject('/logging/received')).json()).toHaveLength(3);
});

test('where that fails, each is stored as far as it can be, and what an earlier try left is its own', async () => {
  const map = memoryMap();
  map.entries.set('n1', 'msg n1');
  const { app } = logging({
    ...map,
    setAll: () => Promise.reject(new Error('a member hangs')),
    putIfAbsent: (uuid, msg) =>
      uuid === 'n2'
        ? Promise.reject(new UnavailableError('Cluster Unavailable'))
        : map.putIfAbsent(uuid, msg),
  });
  const answer = await app.inject({ method: 'POST', url: '/logging/batch', payload: news });
  expect(answer.json<{ status: number }[]>().map(({ status }) => status)).toEqual([201, 503, 201]);
});

test('a uuid that is too long is refused, in a batch only its message, and stored nowhere', async () => {
  const { app, map } = logging();
  const [longest, tooLong] = ['u'.repeat(128), 'u'.repeat(129)];
  const error = 'ID Too Long: at most 128 characters';
  const one = await app.inject({ method: 'POST', url: '/logging', payload: { uuid: tooLong, msg: 'm' } });
  expect([one.statusCode, one.json()]).toEqual([400, { error }]);
  const payload = [tooLong, longest].map((uuid) => ({ uuid, msg: 'm' }));
  const batch = await app.inject({ method: 'POST', url: '/logging/batch', payload });
  expect(batch.json()).toMatchObject([{ status: 400, error }, { status: 201 }]);
  expect([...map.entries.keys()]).toEqual([longest]);
});

test('a batch of the wrong content type says which are accepted', async () => {
  const headers = { 'content-type': 'text/csv' };
  const answer = await logging().app.inject({ method: 'POST', url: '/logging/batch', headers, payload: 'a' });
  expect(answer.statusCode).toBe(415);
  expect(answer.body).toContain('application/json or application/x-ndjson');
});

test('an unavailable cluster answers 503, in a batch for each message', async () => {
  const map = {
    ...memoryMap(),
    putIfAbsent: () => Promise.reject(new UnavailableError('Cluster Unavailable')),
    texts: () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new UnavailableError('Cluster Unavailable')),
      }),
    }),
  };
  const { app } = logging(map);
  for (const request of [
    { method: 'POST', url: '/logging', payload: message } as const,
    { method: 'GET', url: '/logging' } as const,
  ]) {
    const answer = await app.inject(request);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
  }
  const batch = await app.inject({ method: 'POST', url: '/logging/batch', payload: [message, {}] });
  expect(batch.json()).toMatchObject([{ status: 503 }, { status: 400 }]);
});
