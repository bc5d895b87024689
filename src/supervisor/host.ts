import type { ClusterSettings } from '../shared/cluster-settings.ts';
import type { Topology } from '../topology/schema.ts';

/** The host on which everything of a topology listens. */
export const host = '127.0.0.1';

/** What the clients of this topology's cluster need to know. */
export function clusterSettings({ cluster }: Topology): ClusterSettings {
  const own = cluster.members.map(({ port }) => `${host}:${port}`);
  return {
    clusterName: cluster.name,
    addresses: own.length > 0 ? own : cluster.addresses,
    mapName: cluster.map.name,
    queueName: cluster.queue.name,
    queueMaxSize: cluster.queue.maxSize,
    tls: cluster.tls,
    credentials: cluster.credentials,
  };
}
