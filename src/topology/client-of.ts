import { labContract, type ClientContract } from '../protocol/client-contract.ts';
import type { Topology } from './topology.ts';

/** How to post to the services of a topology, and read from them; undefined: as with distq's own services. */
export function clientOf({ client }: Pick<Topology, 'client'>): ClientContract | undefined {
  return client === 'lab' ? labContract : client;
}
