import { expect, test } from 'vitest';
import { createFacade } from '../../../src/services/facade/app.ts';
import type { PostAnswer } from '../../../src/services/facade/post-answer.ts';
import type { Submission } from '../../../src/services/facade/poster.ts';
import { UnavailableError } from '../../../src/services/http/unavailable-error.ts';
import { testFrame } from '../support/frame.ts';
import type { OpenPart } from '../../../src/services/facade/waiting-part.ts';

const uuid = '11111111-1111-4111-8111-111111111111';

/** The facade's routes over a poster that answers 201 and notes what it was given. */
function facade(answer?: PostAnswer) {
  const posted: Submission[] = [];
  const app = createFacade({
    http: testFrame('facade-service').http,
    poster: {
      post: (submissions) => {
        posted.push(...submissions);
        return Promise.resolve(
          submissions.map(
            ({ msg, key }): PostAnswer => answer ?? { status: 201, message: { msg, uuid: key ?? uuid } },
          ),
        );
      },
    },
    reader: {
      open: () =>
        Promise.resolve({
          logging: part('logging-service-2', ['msg1', 'a"b', 'Привіт 😀']),
          messages: {
            take: () => Promise.resolve(part('messages-service-1', ['msg1'])),
            close: () => undefined,
          },
        }),
    },
  });
  return { app, posted };
}

/** Comes byte by byte, so that characters are cut in two. */
function part(instance: string, messages: string[]): OpenPart {
  const bytes = Buffer.from(JSON.stringify(messages));
  const json = async function* () {
    await Promise.resolve();
    for (let index = 0; index < bytes.length; index++) yield bytes.subarray(index, index + 1);
  };
  return { instance, json: json(), close: () => undefined };
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };
const lines = { 'content-type': 'application/x-ndjson' };

test.each([
  [form, 'msg=msg1', 'msg1'],
  [form, 'msg=a+b%26c%3D%F0%9F%98%80&other=1', 'a b&c=😀'],
  [json, '{"msg":"Привіт 😀"}', 'Привіт 😀'],
  [form, 'msg=100%+%zz%C3%A9', '100% %zzé'],
  [{ 'content-type': 'application/json; charset="UTF-8"' }, '{"msg":"é"}', 'é'],
  [json, '{"msg":" "}', ' '],
  [json, JSON.stringify({ msg: 'x'.repeat(1_000_000) }), 'x'.repeat(1_000_000)],
])('takes a message (%#)', async (headers, payload, msg) => {
  const { app, posted } = facade();
  const answer = await app.inject({ method: 'POST', url: '/facade', headers, payload });
  expect(answer.statusCode).toBe(201);
  expect(answer.body).toBe(
    JSON.stringify({ message: { msg, uuid }, response: { success: 'Message Was Logged' } }),
  );
  expect(posted).toEqual([{ msg, key: undefined }]);
});

test.each([
  [form, ''],
  [form, 'msg='],
  [form, 'text=a'],
  [form, 'msg=a&msg=b'],
  [form, '__proto__[msg]=a'],
  [json, ''],
  [json, 'null'],
  [json, '[]'],
  [json, '"msg"'],
  [json, '{"msg":1}'],
  [json, '{"msg":null}'],
  [json, '{"msg":["a"]}'],
  [json, '{"msg":{"toString":"a"}}'],
])('%j %s has no message', async (headers, payload) => {
  const { app, posted } = facade();
  const answer = await app.inject({ method: 'POST', url: '/facade', headers, payload });
  expect([answer.statusCode, answer.json()]).toEqual([400, { error: 'No Message in Request' }]);
  expect(posted).toEqual([]);
});

test('a missing body is not a message', async () => {
  const answer = await facade().app.inject({ method: 'POST', url: '/facade' });
  expect([answer.statusCode, answer.json()]).toEqual([400, { error: 'No Message in Request' }]);
});

test.each([
  [json, '{"msg":"a"', 400],
  [json, '{"__proto__":{"msg":"a"}}', 400],
  [json, '{"msg":"\\ud800"}', 400],
  [{ 'content-type': 'text/plain' }, 'msg=a', 415],
  [json, JSON.stringify({ msg: 'x'.repeat(3_000_000) }), 413],
  [form, `msg=${'x'.repeat(3_000_000)}`, 413],
])('refuses the request %#', async (headers, payload, status) => {
  const { app, posted } = facade();
  const answer = await app.inject({ method: 'POST', url: '/facade', headers, payload });
  expect(answer.statusCode).toBe(status);
  expect(Object.keys(answer.json<object>())).toEqual(['error']);
  expect(posted).toEqual([]);
});

test.each([
  [json, Buffer.from('{"msg":"\xff"}', 'latin1'), 400],
  [form, Buffer.from('msg=\xff\xfe', 'latin1'), 400],
  [form, 'msg=%FF', 400],
  [form, 'msg=%ED%A0%80', 400],
  [{ 'content-type': 'application/json; charset=utf-16le' }, Buffer.from('{"msg":"a"}', 'utf16le'), 415],
  [{ 'content-type': `${form['content-type']};charset=iso-8859-1` }, Buffer.from('msg=\xe9', 'latin1'), 415],
])(
  'a text that is not UTF-8 is refused, because another text would be kept (%#)',
  async (headers, payload, status) => {
    const { app, posted } = facade();
    const answer = await app.inject({ method: 'POST', url: '/facade', headers, payload });
    expect([answer.statusCode, answer.body]).toEqual([status, expect.stringMatching(/UTF-8/)]);
    expect(posted).toEqual([]);
  },
);

test('the answer to a wrong content type names both accepted ones', async () => {
  const headers = { 'content-type': 'text/plain' };
  const answer = await facade().app.inject({ method: 'POST', url: '/facade', headers, payload: 'a' });
  expect(answer.json<{ error: string }>().error).toBe(
    'Unsupported Content-Type: send application/json or application/x-www-form-urlencoded',
  );
});

test.each([
  ['PUT', '/facade', 'GET, HEAD, POST'],
  ['GET', '/facade/batch', 'POST'],
] as const)('%s %s is the wrong method', async (method, url, allow) => {
  const answer = await facade().app.inject({ method, url });
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, allow]);
});

test('the key becomes the uuid, in lower case', async () => {
  const { app, posted } = facade();
  const headers = { ...form, 'idempotency-key': uuid.replaceAll('1', 'A') };
  await app.inject({ method: 'POST', url: '/facade', headers, payload: 'msg=a' });
  expect(posted).toEqual([{ msg: 'a', key: uuid.replaceAll('1', 'a') }]);
});

test.each(['', 'key', `${uuid}1`, `{${uuid}}`])('the key %j is not a UUID', async (key) => {
  const { app, posted } = facade();
  const headers = { ...form, 'idempotency-key': key };
  const answer = await app.inject({ method: 'POST', url: '/facade', headers, payload: 'msg=a' });
  expect([answer.statusCode, answer.json()]).toEqual([400, { error: 'Idempotency-Key Is Not a UUID' }]);
  expect(posted).toEqual([]);
});

test.each([
  [{ status: 200, message: { msg: 'first', uuid } }, undefined],
  [{ status: 503, error: 'Queue Full' }, '1'],
  [{ status: 503, error: 'Logging-Service Unavailable' }, '1'],
  [{ status: 504, error: 'Outcome Unknown' }, undefined],
] satisfies [PostAnswer, string | undefined][])('passes on %j', async (given, retryAfter) => {
  const answer = await facade(given).app.inject({
    method: 'POST',
    url: '/facade',
    headers: form,
    payload: 'msg=a',
  });
  expect(answer.statusCode).toBe(given.status);
  expect(answer.headers['retry-after']).toBe(retryAfter);
  expect(answer.json()).toMatchObject('error' in given ? { error: given.error } : { message: given.message });
});

test('the merged answer is two strings, or structured on request', async () => {
  const { app } = facade();
  expect((await app.inject('/facade')).json()).toEqual([
    'logging-service: ["msg1","a\\"b","Привіт 😀"]\n',
    'messages-service: ["msg1"]\n',
  ]);
  const headers = { accept: 'application/vnd.distq+json, */*;q=0.1' };
  const answer = await app.inject({ url: '/facade', headers });
  expect(answer.headers['content-type']).toMatch('application/vnd.distq+json');
  expect(answer.json()).toEqual({
    logging: { instance: 'logging-service-2', messages: ['msg1', 'a"b', 'Привіт 😀'] },
    messages: { instance: 'messages-service-1', messages: ['msg1'] },
  });
});

test('a missing service makes the merged answer 503', async () => {
  const app = createFacade({
    http: testFrame('facade-service').http,
    poster: { post: () => Promise.resolve([]) },
    reader: { open: () => Promise.reject(new UnavailableError('Messages-Service Unavailable')) },
  });
  const answer = await app.inject('/facade');
  expect([answer.statusCode, answer.headers['retry-after'], answer.json()]).toEqual([
    503,
    '1',
    { error: 'Messages-Service Unavailable' },
  ]);
});

test('a batch is answered line by line, and a bad line does not affect the others', async () => {
  const { app, posted } = facade();
  const payload = [
    '{"msg":"a"}',
    '{"msg":',
    `{"msg":"b","uuid":"${uuid}"}`,
    '{"msg":1}',
    '',
    '{"msg":"c","uuid":"nonsense"}',
    '{"__proto__":{"msg":"x"}}',
    '{"msg":"\\udc00"}',
    '{"msg":"d"}',
  ].join('\n');
  const answer = await app.inject({ method: 'POST', url: '/facade/batch', headers: lines, payload });
  expect(answer.statusCode).toBe(200);
  const answers = answer.body
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(answers).toMatchObject([
    { status: 201, message: { msg: 'a' } },
    { status: 400 },
    { status: 201, message: { msg: 'b', uuid } },
    { status: 400, error: 'No Message in Request' },
    { status: 400, error: 'uuid Is Not a UUID' },
    { status: 400, error: 'No Message in Request' },
    { status: 400, error: 'Message Is Not Well-Formed Unicode' },
    { status: 201, message: { msg: 'd' } },
  ]);
  expect(posted.map(({ msg }) => msg)).toEqual(['a', 'b', 'd']);
});

test('in a batch only the line that is not UTF-8 is refused', async () => {
  const { app, posted } = facade();
  const payload = Buffer.concat([Buffer.from('{"msg":"é"}\n'), Buffer.from('{"msg":"\xe9"}\n', 'latin1')]);
  const answer = await app.inject({ method: 'POST', url: '/facade/batch', headers: lines, payload });
  expect(answer.body.split('\n')[1]).toBe('{"status":400,"error":"Line Is Not UTF-8"}');
  expect(posted.map(({ msg }) => msg)).toEqual(['é']);
});

test.each([
  [lines, '', 400],
  [lines, '\n \n', 400],
  [lines, '{"msg":"a"}\n'.repeat(10_001), 413],
  [lines, `{"msg":"${'x'.repeat(17_000_000)}"}`, 413],
  [json, '{"msg":"a"}', 415],
  [form, 'msg=a', 415],
])('the batch %# is refused', async (headers, payload, status) => {
  const { app, posted } = facade();
  const answer = await app.inject({ method: 'POST', url: '/facade/batch', headers, payload });
  expect(answer.statusCode).toBe(status);
  expect(posted).toEqual([]);
});
