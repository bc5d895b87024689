import { expect, test } from 'vitest';
import { clientContract } from '../../../src/protocol/client-contract.ts';
import { describedLoadPost } from '../../../src/system/described/described-load-post.ts';
import { postRequest } from '../../../src/system/described/post-request.ts';

const contractOf = (post: object) => clientContract.parse({ post: { path: '/facade', ...post } }).post;
const text = 'ten "%" & é {{json}}';

test.each<[string, object, string, string | undefined]>([
  ['the default', {}, 'msg=ten+%22%25%22+%26+%C3%A9+%7B%7Bjson%7D%7D', 'application/x-www-form-urlencoded'],
  [
    'a form',
    { body: 'form', field: 'a b' },
    'a+b=ten+%22%25%22+%26+%C3%A9+%7B%7Bjson%7D%7D',
    'application/x-www-form-urlencoded',
  ],
  ['JSON', { body: 'json', field: 'message' }, JSON.stringify({ message: text }), 'application/json'],
  ['a JSON string', { body: 'json-string' }, JSON.stringify(text), 'application/json'],
  ['text', { body: 'text' }, text, 'text/plain; charset=utf-8'],
  [
    'a template',
    { template: '{"a":{{json}},"b":"{{form}}"}' },
    `{"a":${JSON.stringify(text)},"b":"${encodeURIComponent(text)}"}`,
    undefined,
  ],
  [
    'a header of its own',
    { body: 'json', headers: { 'Content-Type': 'text/json' } },
    JSON.stringify({ msg: text }),
    'text/json',
  ],
])('%s', (_, post, body, type) => {
  const request = postRequest(contractOf(post), text);
  expect(request.body).toBe(body);
  expect(request.headers['content-type']).toBe(type);
});

test('a load test sends the same, with its length', () => {
  const address = new URL('http://127.0.0.1:1/send?a=1');
  const load = describedLoadPost(contractOf({ method: 'PUT', body: 'json' }), address, 4);
  expect(load.requestOf('abcd').split('\r\n')).toEqual([
    'PUT /send?a=1 HTTP/1.1',
    'host: 127.0.0.1:1',
    'content-type: application/json',
    'content-length: 14',
    '',
    '{"msg":"abcd"}',
  ]);
  expect(load.judge({ status: 201, body: '' })).toBe('acknowledged');
  expect(load.judge({ status: 500, body: '' })).toBe('refused');
});
