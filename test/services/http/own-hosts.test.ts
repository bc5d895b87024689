import { hostname, networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { ownHosts } from '../../../src/services/http/own-hosts.ts';

const foreign = ['evil.example', '203.0.113.7', '2001:db8::7', '128.0.0.1', 'localhost.evil.example', ''];
const loopback = ['localhost', '127.0.0.1', '127.200.3.4', '::1'];

test.each(['127.0.0.1', 'localhost', '0.0.0.0', '::', 'queue.example', '192.0.2.1'])(
  'what listens on %s has the loopback names, and no foreign one',
  (listenHost) => {
    const isOwn = ownHosts(listenHost);
    expect(loopback.filter((name) => !isOwn(name))).toEqual([]);
    expect(foreign.filter((name) => isOwn(name))).toEqual([]);
  },
);

test.each([
  ['Queue.Example', 'queue.example'],
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:0:0::1', '2001:db8::1'],
])('what listens on %s is called %s', (listenHost, name) => {
  expect(ownHosts(listenHost)(name)).toBe(true);
});

test.each(['0.0.0.0', '::'])('what listens on %s has every name of this machine', (listenHost) => {
  const isOwn = ownHosts(listenHost);
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const names = [hostname().toLowerCase(), ...addresses.map(({ address }) => address)];
  expect(names.filter((name) => !isOwn(name))).toEqual([]);
});

test('what listens on one address has not the name of the machine', () => {
  expect(ownHosts('127.0.0.1')(hostname().toLowerCase())).toBe(hostname() === 'localhost');
});

test.each([
  ['Facade-Service-1', 'facade-service-1'],
  ['192.0.2.1', '192.0.2.1'],
  ['[2001:db8::1]', '2001:db8:0::1'],
])('what is reached by %s is called %s, and by no foreign name', (publicHost, name) => {
  const isOwn = ownHosts('0.0.0.0', publicHost);
  expect(isOwn(name)).toBe(true);
  expect(foreign.filter((other) => isOwn(other))).toEqual([]);
});
