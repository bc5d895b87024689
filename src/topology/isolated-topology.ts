import { instancesOf } from './order.ts';
import type { Topology } from './topology.ts';

const longestClusterName = 100;

/** Whether it can only run on the ports of its file: somebody else's services have addresses in their code. */
export function hasFixedPorts({ client }: Pick<Topology, 'client'>): boolean {
  return client !== undefined;
}

/**
 * The same topology with other ports and another cluster name, so that it can run in parallel. An external cluster
 * keeps its name: it is not ours.
 * @param freePorts as many as `isolatedPortCount`: one per member, one per instance, then one per member for the other members
 * @throws RangeError if there are too few
 */
export function isolatedTopology(topology: Topology, freePorts: readonly number[], suffix: string): Topology {
  const ports = freePorts.values();
  const { cluster } = topology;
  const forClients = cluster.members.map((member) => ({ ...member, port: next(ports) }));
  const services = Object.fromEntries(
    Object.entries(topology.services).map(([name, spec]) => [
      name,
      { ...spec, ports: spec.ports.map(() => next(ports)) },
    ]),
  );
  const members = forClients.map((member) => ({ ...member, memberPort: next(ports) }));
  const name = `${cluster.name.slice(0, longestClusterName - suffix.length - 1)}-${suffix}`;
  return {
    ...topology,
    cluster: { ...cluster, name: cluster.runtime === 'external' ? cluster.name : name, members },
    services,
  };
}

/** Number of free ports that `isolate` needs. */
export function isolatedPortCount(topology: Topology): number {
  return 2 * topology.cluster.members.length + instancesOf(topology).length;
}

function next(ports: Iterator<number, undefined>): number {
  const taken = ports.next();
  if (taken.done === true) throw new RangeError('fewer free ports than members and instances');
  return taken.value;
}
