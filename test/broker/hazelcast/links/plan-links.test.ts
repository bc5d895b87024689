import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkPortCount, memberFrom, planLinks } from '../../../../src/broker/hazelcast/links/plan-links.ts';

const count = fc.integer({ min: 1, max: 7 });

test('every port belongs to one member: its proxy has it, it connects from it, or it listens there for clients', () => {
  fc.assert(
    fc.property(count, fc.boolean(), (members, clients) => {
      const names = Array.from({ length: members }, (_, index) => `m${index}`);
      const ports = Array.from({ length: linkPortCount(members, { clients }) }, (_, index) => 20_000 + index);
      const links = planLinks(names, ports, { clients });
      const proxies = [...links.values()].map(({ proxyPort }) => proxyPort);
      const outbound = ports.filter((port) => memberFrom(links, port) !== undefined);
      const forClients = [...links.values()].flatMap(({ clientPort }) => clientPort ?? []);
      expect(forClients).toHaveLength(clients ? members : 0);
      expect([...proxies, ...outbound, ...forClients].sort((a, b) => a - b)).toEqual(ports);
      for (const [name, { outboundPorts }] of links) {
        expect(memberFrom(links, outboundPorts.first)).toBe(name);
        expect(memberFrom(links, outboundPorts.last)).toBe(name);
      }
      expect(memberFrom(links, 19_999)).toBeUndefined();
    }),
  );
});

test('refuses too few ports', () => {
  expect(() => planLinks(['a', 'b'], [1, 2, 3], { clients: false })).toThrow(RangeError);
});
