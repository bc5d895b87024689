import type { ClusterAccess } from './cluster-access.ts';

/**
 * What a client needs to use the cluster. The supervisor hands it to the config-server, which answers it
 * under `GET /settings/cluster`.
 */
export interface ClusterSettings extends ClusterAccess {
  clusterName: string;
  /** host:port */
  addresses: string[];
  mapName: string;
  queueName: string;
}
