import { v4 as randomUuid, validate as isUuid } from 'uuid';
import { expect, test } from 'vitest';
import { clientContract, type PostContract } from '../../../src/protocol/client-contract.ts';
import { describedLoadPost } from '../../../src/system/described/described-load-post.ts';
import { keyHeaders } from '../../../src/system/described/key-headers.ts';

function post(change: object = {}): PostContract {
  return clientContract.parse({ post: { path: '/', key: { header: 'Idempotency-Key' }, ...change } }).post;
}

test('a UUID is its own key; a token has one key, which is a UUID', () => {
  const uuid = randomUuid();
  expect(keyHeaders(post(), uuid)).toEqual({ 'idempotency-key': uuid });
  const key = keyHeaders(post(), '0000001-3f9c1a')['idempotency-key'] ?? '';
  expect(isUuid(key)).toBe(true);
  expect(keyHeaders(post(), '0000001-3f9c1a')).toEqual({ 'idempotency-key': key });
  expect(keyHeaders(post(), '0000002-3f9c1a')).not.toEqual({ 'idempotency-key': key });
});

test('without a key in the contract none is sent', () => {
  expect(keyHeaders(post({ key: undefined }), randomUuid())).toEqual({});
});

test('each post of a load test has a key of its own', () => {
  const { requestOf } = describedLoadPost(post(), new URL('http://127.0.0.1:9000/'), 3);
  const keys = ['one', 'two'].map((text) => /^idempotency-key: (\S+)\r$/m.exec(requestOf(text))?.[1]);
  expect(new Set(keys).size).toBe(2);
  expect(keys.every((key) => isUuid(key))).toBe(true);
  expect(requestOf('one')).toMatch(/\r\n\r\nmsg=one$/);
});
