import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { NotReadyError } from '../../../src/foundation/errors/errors.ts';
import { clientContract } from '../../../src/protocol/client-contract.ts';
import type { KeptAnswer } from '../../../src/system/contract/kept-answer.ts';
import { readSets } from '../../../src/system/contract/read-sets.ts';
import { requireAbility } from '../../../src/system/contract/require-ability.ts';
import { createSystem } from '../../../src/system/create-system.ts';
import { openLab, openServer, type Answering } from '../distq/support/open-lab.ts';

const never = new AbortController().signal;
const contract = clientContract.parse({
  post: { path: '/send', body: 'json', acknowledged: { bodyNot: 'error' } },
  received: { path: '/take', read: 'destructive' },
  log: { path: '/log' },
  merged: { path: '/all' },
});

function describe(change: object = {}) {
  const kept: KeptAnswer[] = [];
  const system = createSystem({ ...contract, ...change }, { onAnswer: (answer) => kept.push(answer) });
  return { system, kept, tokens: requireAbility(system.tokens, 'tokens') };
}

async function openPoster(answering: Answering, timeoutMs = 5_000) {
  const url = new URL(`http://127.0.0.1:${await openServer(answering)}`);
  const poster = await describe().system.openPoster({ url, connections: 2, timeoutMs });
  onTestFinished(() => poster.close());
  return poster;
}

test('a text is posted as described, once, and its answer is judged by status and body', async () => {
  const seen: unknown[] = [];
  const bodies = ['ok', '{"error":"no"}'];
  const poster = await openPoster((request, response) => {
    void text(request).then((body) => {
      seen.push([request.method, request.url, request.headers['content-type'], body]);
      response.end(bodies.shift());
    });
  });
  expect(await poster.post('', 'one')).toEqual({ outcome: { kind: 'acknowledged', status: 200 } });
  expect((await poster.post('', 'two')).outcome).toMatchObject({ kind: 'refused', status: 200 });
  expect(seen).toEqual([
    ['POST', '/send', 'application/json', '{"msg":"one"}'],
    ['POST', '/send', 'application/json', '{"msg":"two"}'],
  ]);
});

test('both posts of one id have the same key', async () => {
  const keys: unknown[] = [];
  const url = new URL(
    `http://127.0.0.1:${await openServer((request, response) => {
      keys.push(request.headers['x-key']);
      response.end();
    })}`,
  );
  const { system, tokens } = describe({ post: { ...contract.post, key: { header: 'X-Key' } } });
  const poster = await system.openPoster({ url, connections: 2, timeoutMs: 5_000 });
  onTestFinished(() => poster.close());
  const [one, two] = [tokens.nextText('msg'), tokens.nextText('msg')];
  for (const msg of [one, one, two]) await poster.post(tokens.tokenOf(msg) ?? '', msg);
  expect(system.takesKeys).toBe(true);
  expect(keys[0]).toBe(keys[1]);
  expect(new Set(keys).size).toBe(2);
});

test('a refusal with Retry-After is not posted again: it may have been taken', async () => {
  const poster = await openPoster((_, response) => response.writeHead(503, { 'retry-after': '0' }).end());
  const { retryAfterMs, outcome } = await poster.post('', 'one');
  expect([retryAfterMs, outcome.kind]).toEqual([undefined, 'refused']);
});

test('without an answer the outcome is unknown, and the text is sent once', async () => {
  let requests = 0;
  const cut = await openPoster((request) => {
    requests += 1;
    request.socket.destroy();
  });
  expect((await cut.post('', 'one')).outcome).toMatchObject({ kind: 'indeterminate', status: null });
  expect(requests).toBe(1);
  const silent = await openPoster(() => undefined, 50);
  expect((await silent.post('', 'one')).outcome).toMatchObject({ kind: 'indeterminate', status: null });
});

test('each post has a connection of its own', async () => {
  const sockets = new Set<unknown>();
  const poster = await openPoster((request, response) => {
    sockets.add(request.socket);
    response.end();
  });
  await poster.post('', 'one');
  await poster.post('', 'two');
  expect(sockets.size).toBe(2);
});

test('where nothing listens, the text was certainly not taken', async () => {
  const { system } = describe();
  const poster = await system.openPoster({
    url: new URL('http://127.0.0.1:1'),
    connections: 1,
    timeoutMs: 5_000,
  });
  onTestFinished(() => poster.close());
  expect((await poster.post('', 'one')).outcome).toMatchObject({ kind: 'refused', status: null });
});

test('what a destructive GET has shown stays known, and every answer is kept', async () => {
  const { system, kept, tokens } = describe();
  const [one, two] = [tokens.nextText('msg'), tokens.nextText('msg')];
  const answers = [`b'${one}'`, `b'${two}'`, ''];
  const status = await openLab({ 'messages-service-1': (_, response) => response.end(answers.shift()) });
  const received = requireAbility(system.received, 'received');
  const texts = async () =>
    (await readSets(received, status, never))['messages-service-1']?.map(({ msg }) => msg);
  expect(await texts()).toEqual([one]);
  expect(await texts()).toEqual([one, two]);
  expect(await texts()).toEqual([one, two]);
  expect(kept.map(({ what, instance, status, body }) => [what, instance, status, body])).toEqual([
    ['received', 'messages-service-1', 200, `b'${one}'`],
    ['received', 'messages-service-1', 200, `b'${two}'`],
    ['received', 'messages-service-1', 200, ''],
  ]);
});

test('a pure GET shows everything each time', async () => {
  const { system, tokens } = describe({ received: { ...contract.received, read: 'pure' } });
  const one = tokens.nextText('msg');
  const status = await openLab({ 'messages-service-1': (_, response) => response.end(one) });
  const received = requireAbility(system.received, 'received');
  await readSets(received, status, never);
  const { uuid, msg } = (await readSets(received, status, never))['messages-service-1']?.[0] ?? {};
  expect([uuid, msg]).toEqual([tokens.tokenOf(one), one]);
});

test('an error answer is kept, and told', async () => {
  const { system, kept } = describe();
  const status = await openLab({
    'logging-service-1': (_, response) => response.writeHead(500).end('no map'),
  });
  const readLog = requireAbility(system.readLog, 'log');
  await expect(readLog(status, never)).rejects.toThrow(/\/log of logging-service-1 answered 500: no map/);
  await expect(readLog(status, never)).rejects.toBeInstanceOf(NotReadyError);
  expect(kept.map(({ body }) => body)).toEqual(['no map', 'no map']);
});

test('the log is read from each instance, and a text that is there twice is read twice', async () => {
  const { system, tokens } = describe();
  const one = tokens.nextText('msg');
  const status = await openLab({
    'logging-service-1': (_, response) => response.end(`${one}${one}`),
    'logging-service-2': (_, response) => response.end(one),
  });
  expect(await requireAbility(system.readLog, 'log')(status, never)).toEqual({
    'logging-service-1': [one, one],
    'logging-service-2': [one],
  });
});

test('a log is read from services that the contract names by their kind', async () => {
  const { system, tokens } = describe();
  const one = tokens.nextText('msg');
  const status = await openLab({ 'logging-service-1': (_, response) => response.end(one) });
  const services = status.services.map((instance) => ({ ...instance, service: `only-${instance.name}` }));
  const logs = await requireAbility(system.readLog, 'log')({ ...status, services }, never);
  expect(logs).toEqual({ 'logging-service-1': [one] });
});

test('what the contract does not have, the system does not have', () => {
  const { system } = describe({ received: undefined, log: undefined, merged: undefined });
  expect([system.received, system.readLog, system.readMerged, system.logged]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test.each<[string, string, [string[], string[]], string | undefined]>([
  [
    'the original lab',
    String.raw`["logging-service: [\"a\"]\n","messages-service: []\n"]`,
    [['a'], []],
    undefined,
  ],
  [
    "Python's repr",
    `["logging-service: ['a', 'b']\\n","messages-service: \\n"]`,
    [['a', 'b'], []],
    undefined,
  ],
  ['two lists', '[["a"],["b"]]', [['a'], ['b']], undefined],
  [
    "distq's own form",
    '{"logging":{"instance":"l","messages":["a"]},"messages":["b"]}',
    [['a'], ['b']],
    undefined,
  ],
  ['an answer without parts', 'a, b', [[], []], 'a, b'],
])('a merged answer of %s', async (_, body, [logging, messages], whole) => {
  const { system } = describe();
  const url = new URL(`http://127.0.0.1:${await openServer((_request, response) => response.end(body))}`);
  const answer = await requireAbility(system.readMerged, 'merged')(url, 5_000, never);
  expect([answer.logging.messages, answer.messages.messages, answer.whole]).toEqual([
    logging,
    messages,
    whole,
  ]);
});

test('in a merged answer the messages of the run are found by their tokens', async () => {
  const { system, tokens } = describe();
  const [one, two] = [tokens.nextText('msg'), tokens.nextText('msg')];
  const body = JSON.stringify([`logging-service: ['${one}', '${two}']`, `messages-service: ${two}`]);
  const url = new URL(`http://127.0.0.1:${await openServer((_request, response) => response.end(body))}`);
  const answer = await requireAbility(system.readMerged, 'merged')(url, 5_000, never);
  expect([answer.logging.messages, answer.messages.messages]).toEqual([[one, two], [two]]);
});
