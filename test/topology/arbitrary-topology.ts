import fc from 'fast-check';
import { topologySchema, type Topology } from '../../src/topology/topology.ts';

interface Sketch {
  /** Instances of each service. */
  counts: number[];
  members: number;
  /** For each pair of services, whether the later one depends on the earlier. */
  edges: boolean[];
  onCluster: boolean[];
}

const sketch: fc.Arbitrary<Sketch> = fc.record({
  counts: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 8 }),
  members: fc.integer({ min: 1, max: 7 }),
  edges: fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }),
  onCluster: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
});

/** The document of a valid topology, as it might be written: the services in any order, without a cycle. */
export const topologyDocument = fc
  .tuple(sketch, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }))
  .map(([shape, ranks]) => {
    let nextPort = 20_000;
    const services = shape.counts.map((count, index) => {
      const needs = Array.from({ length: index }, (_, earlier) => earlier).filter(
        (earlier) => shape.edges[index * 8 + earlier],
      );
      const spec = {
        command: ['sleep', '1'],
        ports: Array.from({ length: count }, () => nextPort++),
        dependsOn: [
          ...needs.map((earlier) => `service${earlier}x`),
          ...(shape.onCluster[index] === true ? ['cluster'] : []),
        ],
      };
      return { rank: ranks[index] ?? 0, entry: [`service${index}x`, spec] as const };
    });
    return {
      name: 'arbitrary',
      cluster: {
        map: { backups: shape.members - 1 },
        queue: { backups: shape.members - 1 },
        members: Array.from({ length: shape.members }, (_, index) => ({
          name: `m${index}`,
          port: nextPort++,
        })),
      },
      services: Object.fromEntries(services.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry)),
    };
  });

export const topology: fc.Arbitrary<Topology> = topologyDocument.map((document) =>
  topologySchema.parse(document),
);
