import { instancesOf } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';
import type { WantedPort } from './ports.ts';

/** The ports on which the members and services of a topology are to listen. */
export function wantedPorts(topology: Topology): WantedPort[] {
  return [...topology.cluster.members, ...instancesOf(topology)].map(({ name, port }) => ({
    port,
    wantedBy: name,
  }));
}
