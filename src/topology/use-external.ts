import { UsageError } from '../foundation/errors/errors.ts';
import { clusterSchema, type RuntimeName } from './cluster-schema.ts';
import type { Topology } from './topology.ts';

export interface RuntimeWish {
  /** undefined: as set by the topology. */
  runtime?: RuntimeName | undefined;
  /** Addresses of an existing cluster, as on the command line: HOST:PORT,HOST:PORT. */
  cluster?: string | undefined;
}

/**
 * The topology to run: with the requested runtime, and with an external cluster instead of its members if addresses are
 * given.
 * @throws UsageError if the request does not fit the topology
 */
export function withRuntime(topology: Topology, { runtime, cluster }: RuntimeWish): Topology {
  if (cluster !== undefined) {
    if (runtime !== undefined && runtime !== 'external')
      throw new UsageError(`--cluster uses an existing cluster, but --runtime ${runtime} starts one`, {
        hint: 'leave out one of them',
      });
    return external(topology, parseAddresses(cluster));
  }
  const wanted = runtime ?? topology.cluster.runtime;
  if (wanted === 'none') return topology;
  if (wanted === 'external') return external(topology, topology.cluster.addresses);
  if (topology.cluster.members.length === 0)
    throw new UsageError(`topology ${topology.name} has no members that could run as ${wanted}`, {
      hint: 'its cluster is an existing one: leave out --runtime',
    });
  return { ...topology, cluster: { ...topology.cluster, runtime: wanted } };
}

function external(topology: Topology, addresses: string[]): Topology {
  if (addresses.length === 0)
    throw new UsageError('runtime external needs the addresses of a cluster', {
      hint: 'give them: `distq up --cluster HOST:PORT,HOST:PORT`, or cluster.addresses in a topology with runtime external',
    });
  return { ...topology, cluster: { ...topology.cluster, runtime: 'external', members: [], addresses } };
}

function parseAddresses(text: string): string[] {
  const addresses = text.split(',').map((address) => address.trim());
  const { success } = clusterSchema.shape.addresses.safeParse(addresses);
  const ports = addresses.map((address) => Number(address.slice(address.lastIndexOf(':') + 1)));
  if (success && ports.every((port) => port >= 1 && port <= 65_535)) return addresses;
  throw new UsageError(`not addresses of a cluster: ${JSON.stringify(text)}`, {
    hint: 'expected HOST:PORT, several joined by commas, like 127.0.0.1:5701,127.0.0.1:5702',
  });
}
