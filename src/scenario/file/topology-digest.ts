import { createHash } from 'node:crypto';
import type { Topology } from '../../topology/topology.ts';

/**
 * Shows whether two runs had the same topology. It does not include how to access the cluster, which may contain
 * secrets.
 */
export function topologyDigest(topology: Topology): string {
  return createHash('sha256').update(JSON.stringify(topology)).digest('hex');
}
