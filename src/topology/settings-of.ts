import type { ClusterSettings } from '../protocol/cluster-settings.ts';
import type { ClusterSpec } from './topology.ts';

/** The host on which our own members listen. */
export const memberHost = '127.0.0.1';

/** What a client of the cluster needs to know. */
export function settingsOf(cluster: ClusterSpec): ClusterSettings {
  const own = cluster.members.map(({ port }) => `${memberHost}:${port}`);
  return {
    clusterName: cluster.name,
    addresses: own.length > 0 ? own : cluster.addresses,
    mapName: cluster.map.name,
    queueName: cluster.queue.name,
    splitBrainProtection: cluster.splitBrainProtection,
    heartbeatTimeoutSeconds: cluster.heartbeatTimeoutSeconds,
    tls: cluster.tls,
    credentials: cluster.credentials,
  };
}
