import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { NothingRunningError, NotReadyError } from '../../../src/foundation/errors/errors.ts';
import { requireAbility } from '../../../src/system/contract/require-ability.ts';
import { distqSystem } from '../../../src/system/distq/distq-system.ts';
import { ForeignAnswerError } from '../../../src/system/distq/foreign-answer-error.ts';
import { openLab, openServer, type Answering } from './support/open-lab.ts';

const never = new AbortController().signal;
const readLog = requireAbility(distqSystem.readLog, 'the whole log');
const readMerged = requireAbility(distqSystem.readMerged, 'log and received messages together');

async function serve(answering: Answering): Promise<URL> {
  return new URL(`http://127.0.0.1:${await openServer(answering)}`);
}

async function openPoster(url: URL, timeoutMs = 10_000) {
  const poster = await distqSystem.openPoster({ url, connections: 2, timeoutMs });
  onTestFinished(() => poster.close());
  return poster;
}

test('an address without a path means that of the facade', () => {
  const of = (address: string) => distqSystem.postAddress(new URL(address)).href;
  expect(of('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080/facade');
  expect(of('http://127.0.0.1:8080/in?queue=a')).toBe('http://127.0.0.1:8080/in?queue=a');
});

test('a post is JSON under the uuid as key, and each answer says what it promises', async () => {
  const seen: unknown[] = [];
  const answers: [number, object][] = [
    [201, {}],
    [200, {}],
    [503, { error: 'Queue Full' }],
    [500, { error: 'Internal' }],
  ];
  const url = await serve((request, response) => {
    void text(request).then((body) => {
      const { method, headers } = request;
      seen.push([method, request.url, headers['content-type'], headers['idempotency-key'], JSON.parse(body)]);
      const [status, answer] = answers[seen.length - 1] ?? [404, {}];
      if (status === 503) response.setHeader('retry-after', '2');
      response.writeHead(status).end(JSON.stringify(answer));
    });
  });
  const poster = await openPoster(url);
  expect(await poster.post('a', 'one')).toEqual({ outcome: { kind: 'acknowledged', status: 201 } });
  expect(await poster.post('b', 'two')).toEqual({ outcome: { kind: 'acknowledged', status: 200 } });
  expect(await poster.post('c', 'three')).toEqual({
    outcome: { kind: 'refused', status: 503, reason: 'HTTP 503: Queue Full' },
    retryAfterMs: 2_000,
  });
  expect(await poster.post('d', 'four')).toEqual({
    outcome: { kind: 'indeterminate', status: 500, reason: 'HTTP 500: Internal' },
  });
  expect(seen[0]).toEqual(['POST', '/facade', 'application/json', 'a', { msg: 'one' }]);
  expect(seen).toHaveLength(4);
});

test('what is under way when the poster gives up, or its time is over, is indeterminate', async () => {
  let asked: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const url = await serve(() => {
    asked();
  });
  const poster = await openPoster(url);
  const posting = poster.post('a', 'one');
  await isAsked;
  poster.abandon();
  expect((await posting).outcome).toMatchObject({
    kind: 'indeterminate',
    status: null,
    reason: 'interrupted before the answer',
  });
  const impatient = await openPoster(url, 100);
  expect((await impatient.post('b', 'two')).outcome.reason).toBe('no answer within 100 ms');
});

test('each running logging-service reads the whole log; an error names the one that gave it', async () => {
  let status = 200;
  const lab = await openLab({
    'logging-service-1': ({ url }, response) =>
      response.end(JSON.stringify(url === '/logging' ? ['a', 'b'] : [])),
    'logging-service-3': (_, response) => response.writeHead(status).end('[]'),
    'messages-service-1': (_, response) => response.end('["c"]'),
  });
  expect(await readLog(lab, never)).toEqual({ 'logging-service-1': ['a', 'b'], 'logging-service-3': [] });
  status = 503;
  await expect(readLog(lab, never)).rejects.toThrow('GET /logging of logging-service-3 answered 503');
});

test('the merged answer is read in both of its forms', async () => {
  const merged = {
    logging: { instance: 'logging-service-2', messages: ['a', 'b'] },
    messages: { instance: 'messages-service-1', messages: ['a'] },
  };
  let accepted: unknown;
  let body: unknown = merged;
  const url = await serve((request, response) => {
    accepted = [request.url, request.headers.accept];
    response.end(JSON.stringify(body));
  });
  expect(await readMerged(url, 10_000, never)).toEqual(merged);
  expect(accepted).toEqual(['/facade', 'application/vnd.distq+json']);
  body = ['logging-service: ["a","b"]\n', 'messages-service: ["a"]\n'];
  expect(await readMerged(url, 10_000, never)).toEqual({
    logging: { instance: 'logging-service', messages: ['a', 'b'] },
    messages: { instance: 'messages-service', messages: ['a'] },
  });
});

test('a merged answer that does not come, is an error or has another form is a failure of its own', async () => {
  let status = 503;
  const answering = await serve((_, response) => response.writeHead(status).end('<h1>Hello</h1>'));
  await expect(readMerged(answering, 10_000, never)).rejects.toThrow(NotReadyError);
  await expect(readMerged(answering, 10_000, never)).rejects.toThrow('answered 503: <h1>Hello</h1>');
  status = 200;
  await expect(readMerged(answering, 10_000, never)).rejects.toThrow(ForeignAnswerError);
  const silent = await serve(() => undefined);
  await expect(readMerged(silent, 50, never)).rejects.toThrow(NotReadyError);
  await expect(readMerged(new URL('http://127.0.0.1:1'), 10_000, never)).rejects.toThrow(NothingRunningError);
});
