import { createHash } from 'node:crypto';
import type { Topology } from '../../topology/topology.ts';

/** Tells whether two runs had the same topology, without what access to a cluster it may hold. */
export function topologyDigest(topology: Topology): string {
  return createHash('sha256').update(JSON.stringify(topology)).digest('hex');
}
