import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import labText from '../../topologies/lab.yaml';
import { isolatedTopology, isolatedPortCount } from '../../src/topology/isolated-topology.ts';
import { parseTopology } from '../../src/topology/load-topology.ts';
import { memberPortOf } from '../../src/topology/member-ports.ts';
import { instancesOf } from '../../src/topology/order.ts';
import { topologySchema, type Topology } from '../../src/topology/topology.ts';
import { topology } from './arbitrary-topology.ts';

const lab = parseTopology(labText, 'lab.yaml');

function portsOf(any: Topology): number[] {
  return [
    ...[...any.cluster.members, ...instancesOf(any)].map(({ port }) => port),
    ...any.cluster.members.map(memberPortOf),
  ];
}

describe('isolate', () => {
  test('moves every port and renames the cluster, and changes nothing else', () => {
    fc.assert(
      fc.property(topology, (any) => {
        const before = structuredClone(any);
        const count = isolatedPortCount(any);
        const free = Array.from({ length: count }, (_, index) => 40_000 + index);
        const moved = isolatedTopology(any, free, 'abc');
        expect(portsOf(moved)).toEqual(free);
        expect(moved.cluster.name).toBe(`${any.cluster.name}-abc`);
        expect(isolatedTopology(moved, portsOf(any), 'x')).toEqual({
          ...any,
          cluster: {
            ...any.cluster,
            name: `${any.cluster.name}-abc-x`,
            members: any.cluster.members.map((member) => ({ ...member, memberPort: memberPortOf(member) })),
          },
        });
        expect(topologySchema.parse(moved)).toEqual(moved);
        expect(any).toEqual(before);
      }),
    );
  });

  test('refuses too few ports', () => {
    expect(() => isolatedTopology(lab, [40_001, 40_002], 'abc')).toThrow(RangeError);
  });

  test('keeps a long cluster name within what the schema allows, and different', () => {
    const name = 'n'.repeat(100);
    const long = { ...lab, cluster: { ...lab.cluster, name } };
    const moved = isolatedTopology(long, portsOf(lab), 'abc');
    expect(moved.cluster.name).toHaveLength(100);
    expect(moved.cluster.name).toMatch(/-abc$/);
  });

  test("leaves an external cluster's name alone", () => {
    const external = topologySchema.parse({
      name: 'x',
      cluster: { name: 'theirs', runtime: 'external', addresses: ['h:1'] },
      services: {},
    });
    expect(isolatedTopology(external, [], 'abc').cluster.name).toBe('theirs');
  });
});
