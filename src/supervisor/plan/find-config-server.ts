import { instancesOf, isForeign, type Instance } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';

/** The config-server that the services of a topology use; undefined where there is none. */
export function findConfigServer(topology: Topology): Instance | undefined {
  const configServers = instancesOf(topology).filter(({ kind }) => kind === 'config-server');
  // Of two only one is ours, the one that our services need.
  return configServers.find(({ spec }) => !isForeign(spec)) ?? configServers[0];
}
