import type { Client, UUID } from 'hazelcast-client';

/** The library's type leaves out that there may be none yet. */
export function partitionOwner(client: Client, partition: number): UUID | undefined {
  return client.getPartitionService().getPartitionOwner(partition);
}
