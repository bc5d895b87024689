import { expect, test } from 'vitest';
import { judgeRequest, type RequestOrigin } from '../../../src/services/http/judge-request.ts';

const isOwnHost = (name: string) => ['localhost', '127.0.0.1', '::1', 'mine'].includes(name);
const own = 'localhost:8080';

function statusOf(request: Partial<RequestOrigin>): number | undefined {
  const whole = {
    target: '/facade',
    hosts: [own],
    mayOmitHost: false,
    origin: undefined,
    fetchSite: undefined,
    ...request,
  };
  return judgeRequest(whole, isOwnHost)?.status;
}

test.each([
  ['localhost', undefined],
  ['localhost:8080', undefined],
  ['LOCALHOST:1', undefined],
  ['localhost:', undefined],
  ['127.0.0.1:8080', undefined],
  ['127.1:8080', undefined],
  ['[::1]:8080', undefined],
  ['[0:0:0:0:0:0:0:1]', undefined],
  ['mine:8080', undefined],
  ['evil.example', 403],
  ['evil.example:8080', 403],
  ['localhost.evil.example:8080', 403],
  ['[::2]:8080', 403],
  ['', 400],
  [':8080', 400],
  ['localhost:port', 400],
  ['localhost:99999', 400],
  ['user@localhost', 400],
  ['localhost/path', 400],
  ['localhost?', 400],
  ['evil.example@localhost:8080', 400],
  ['local host', 400],
  ['[::1', 400],
])('Host %j: %s', (host, status) => {
  expect(statusOf({ hosts: [host] })).toBe(status);
});

test.each([
  [['localhost:8080', 'localhost:8080'], false, 400],
  [['localhost:8080', 'evil.example'], false, 400],
  [[], false, 400],
  [[], true, undefined],
] as const)('Hosts %j, may be omitted %s: %s', (hosts, mayOmitHost, status) => {
  expect(statusOf({ hosts, mayOmitHost })).toBe(status);
});

test.each([
  ['http://localhost:8080/facade', own, undefined],
  ['http://evil.example/facade', own, 403],
  ['HTTP://evil.example/facade', own, 403],
  ['http://localhost:8080/facade', 'evil.example', 403],
  ['/facade?to=http://evil.example/', own, undefined],
  ['*', own, undefined],
])('target %s with Host %s: %s', (target, host, status) => {
  expect(statusOf({ target, hosts: [host] })).toBe(status);
});

test.each([
  ['http://localhost:8080', own, undefined],
  ['HTTP://LOCALHOST:8080', own, undefined],
  ['http://localhost', 'localhost:80', undefined],
  ['http://[::1]:8080', '[0:0:0:0:0:0:0:1]:8080', undefined],
  ['http://localhost:3000', own, 403],
  ['http://localhost', own, 403],
  ['https://localhost:8080', own, 403],
  ['http://127.0.0.1:8080', own, 403],
  ['http://evil.example', own, 403],
  ['http://localhost:8080, http://evil.example', own, 403],
  ['null', own, 403],
  ['', own, 403],
])('Origin %j at Host %s: %s', (origin, host, status) => {
  expect(statusOf({ origin, hosts: [host] })).toBe(status);
});

test('an Origin without a Host is another site', () => {
  expect(statusOf({ origin: 'http://localhost:8080', hosts: [], mayOmitHost: true })).toBe(403);
});

test.each([
  ['same-origin', undefined],
  ['none', undefined],
  ['same-site', 403],
  ['cross-site', 403],
  ['none, cross-site', 403],
  ['', 403],
])('Sec-Fetch-Site %j: %s', (fetchSite, status) => {
  expect(statusOf({ fetchSite })).toBe(status);
});
