import { instancesOf, isForeign, type Instance } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';

/** The config-server that the services of a topology use; undefined if there is none. */
export function findConfigServer(topology: Topology): Instance | undefined {
  const configServers = instancesOf(topology).filter(({ kind }) => kind === 'config-server');
  // At most one is a distq service, and distq's other services need that one.
  return configServers.find(({ spec }) => !isForeign(spec)) ?? configServers[0];
}
