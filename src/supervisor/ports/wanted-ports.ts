import { memberPortOf } from '../../topology/member-ports.ts';
import { instancesOf } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';
import { memberPortWanter } from './port-taken.ts';
import type { WantedPort } from './ports.ts';

/** The ports on which the members and services of a topology are to listen. */
export function wantedPorts(topology: Topology): WantedPort[] {
  const { members, runtime } = topology.cluster;
  const forMembers = members.map((member) => ({
    port: memberPortOf(member),
    wantedBy: memberPortWanter(member.name),
  }));
  return [
    ...[...members, ...instancesOf(topology)].map(({ name, port }) => ({ port, wantedBy: name })),
    // Containers meet on a network of their own.
    ...(runtime === 'docker' ? [] : forMembers),
  ];
}
