import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import labText from '../../topologies/lab.yaml';
import { UsageError } from '../../src/foundation/errors/errors.ts';
import { parseTopology } from '../../src/topology/load-topology.ts';
import { instancesOf, kindOf, partNames, selectNames, startOrder } from '../../src/topology/order.ts';
import { topologySchema } from '../../src/topology/topology.ts';
import { topology } from './arbitrary-topology.ts';

const lab = parseTopology(labText, 'lab.yaml');

describe('startOrder', () => {
  test('of the lab', () => {
    expect(startOrder(lab)).toEqual([
      ['cluster', 'config-server'],
      ['logging-service', 'messages-service'],
      ['facade-service'],
    ]);
  });

  test('has everything once, each after all that it depends on, and as early as that allows', () => {
    fc.assert(
      fc.property(topology, (any) => {
        const waves = startOrder(any);
        expect(waves.flat().sort()).toEqual([...Object.keys(any.services), 'cluster'].sort());
        const waveOf = (name: string): number => waves.findIndex((wave) => wave.includes(name));
        for (const [name, { dependsOn }] of Object.entries(any.services)) {
          expect(waveOf(name)).toBe(Math.max(-1, ...dependsOn.map(waveOf)) + 1);
        }
      }),
    );
  });

  test('refuses a cycle instead of running for ever', () => {
    const services = { a: { ports: [1], dependsOn: ['b'] }, b: { ports: [2], dependsOn: ['a'] } };
    const circular = topologySchema.parse({ name: 'x', cluster: {}, services });
    expect(() => startOrder(circular)).toThrow('no start order for a, b');
  });
});

describe('instancesOf', () => {
  test('numbers the instances of every service from 1', () => {
    expect(instancesOf(lab).map(({ name, service, kind, port }) => [name, service, kind, port])).toEqual([
      ['config-server-1', 'config-server', 'config-server', 8888],
      ['logging-service-1', 'logging-service', 'logging-service', 8081],
      ['logging-service-2', 'logging-service', 'logging-service', 8083],
      ['logging-service-3', 'logging-service', 'logging-service', 8085],
      ['messages-service-1', 'messages-service', 'messages-service', 8082],
      ['messages-service-2', 'messages-service', 'messages-service', 8084],
      ['facade-service-1', 'facade-service', 'facade-service', 8080],
    ]);
  });

  test('gives one for each port', () => {
    fc.assert(
      fc.property(topology, (any) => {
        const ports = Object.values(any.services).flatMap((spec) => spec.ports);
        expect(instancesOf(any).map(({ port }) => port)).toEqual(ports);
        expect(new Set(instancesOf(any).map(({ name }) => name)).size).toBe(ports.length);
      }),
    );
  });
});

describe('kindOf', () => {
  const base = lab.services['config-server'];
  if (base === undefined) throw new Error('the lab has a config-server');

  test.each([
    ['its own name', 'logging-service', {}, 'logging-service'],
    ['the given kind', 'audit', { kind: 'logging-service' as const }, 'logging-service'],
    [
      'the given kind, also under the name of another',
      'facade-service',
      { kind: 'logging-service' as const },
      'logging-service',
    ],
    ['its own name, also for a command', 'logging-service', { command: ['x'] }, 'logging-service'],
    [
      'the given kind of a command',
      'web',
      { command: ['x'], kind: 'facade-service' as const },
      'facade-service',
    ],
    ['none for any other name', 'web', {}, undefined],
  ])('%s', (_, name, change, kind) => {
    expect(kindOf(name, { ...base, ...change })).toBe(kind);
  });
});

test('partNames has every instance and member once, in start order', () => {
  expect(partNames(lab)).toEqual([
    'hazelcast-node1',
    'hazelcast-node2',
    'hazelcast-node3',
    'config-server-1',
    'logging-service-1',
    'logging-service-2',
    'logging-service-3',
    'messages-service-1',
    'messages-service-2',
    'facade-service-1',
  ]);
});

describe('selectNames', () => {
  test.each([
    ['a service', ['messages-service'], ['messages-service-1', 'messages-service-2'], []],
    ['an instance', ['messages-service-2'], ['messages-service-2'], []],
    ['a member', ['hazelcast-node2'], [], ['hazelcast-node2']],
    ['the cluster', ['cluster'], [], ['hazelcast-node1', 'hazelcast-node2', 'hazelcast-node3']],
    [
      'several, each once and in the order of the file',
      ['facade-service', 'cluster', 'logging-service-3', 'logging-service', 'hazelcast-node1'],
      ['logging-service-1', 'logging-service-2', 'logging-service-3', 'facade-service-1'],
      ['hazelcast-node1', 'hazelcast-node2', 'hazelcast-node3'],
    ],
    ['nothing', [], [], []],
  ])('%s', (_, names, instances, members) => {
    expect(selectNames(lab, names)).toEqual({ instances, members });
  });

  test.each([
    ['message-service', 'messages-service'],
    ['hazelcast-nod1', 'hazelcast-node1'],
    ['logging-service-4', 'logging-service-1'],
    ['clutser', 'cluster'],
  ])('%s: did you mean %s?', (wrong, meant) => {
    expect(() => selectNames(lab, ['config-server', wrong])).toThrow(
      `no service, instance or member is called "${wrong}" (did you mean "${meant}"?)`,
    );
  });

  test.each(['', 'constructor', '__proto__', 'x'.repeat(100_000)])(
    'an unknown name: valid ones are listed',
    (name) => {
      try {
        selectNames(lab, [name]);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        expect(error).toHaveProperty(
          'hint',
          'valid names: config-server, logging-service, messages-service, facade-service, config-server-1, ' +
            'logging-service-1, logging-service-2, logging-service-3, messages-service-1, messages-service-2, ' +
            'facade-service-1, cluster, hazelcast-node1, hazelcast-node2, hazelcast-node3',
        );
      }
    },
  );

  test('every name of partNames selects just that part', () => {
    fc.assert(
      fc.property(topology, (any) => {
        for (const name of partNames(any)) {
          const { instances, members } = selectNames(any, [name]);
          expect([...instances, ...members]).toEqual([name]);
        }
      }),
    );
  });
});
