import type { Client, Member } from 'hazelcast-client';
import { partitionOwner } from './partition-owner.ts';

/**
 * The member that owns the partition of a map's key, or of a queue's name; undefined while the owner is unknown or no
 * member any more.
 */
export function keyOwner(client: Client, key: string): Member | undefined {
  const owner = partitionOwner(client, client.getPartitionService().getPartitionId(key));
  return client
    .getCluster()
    .getMembers()
    .find(({ uuid }) => owner && uuid.equals(owner));
}
