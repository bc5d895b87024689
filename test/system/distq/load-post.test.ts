import { expect, test } from 'vitest';
import { loadPost } from '../../../src/system/distq/load-post.ts';

test('the request is a form of the size that it tells', () => {
  const { requestOf } = loadPost(new URL('http://127.0.0.1:8080'), 5);
  expect(requestOf('hello').split('\r\n')).toEqual([
    'POST /facade HTTP/1.1',
    'host: 127.0.0.1:8080',
    'content-type: application/x-www-form-urlencoded',
    'content-length: 9',
    '',
    'msg=hello',
  ]);
  expect(loadPost(new URL('http://[::1]:9/in?queue=a'), 5).requestOf('hello')).toMatch(
    /^POST \/in\?queue=a HTTP\/1\.1\r\nhost: \[::1\]:9\r\n/,
  );
});

test.each([
  [200, 'acknowledged'],
  [201, 'acknowledged'],
  // Of other facades: ours does not answer so.
  [202, 'acknowledged'],
  [204, 'acknowledged'],
  [302, 'indeterminate'],
  [400, 'refused'],
  [503, 'refused'],
  [500, 'indeterminate'],
  [504, 'indeterminate'],
])('under load %d means %s', (status, outcome) => {
  expect(loadPost(new URL('http://127.0.0.1'), 5).judge({ status, body: '' })).toBe(outcome);
});
