import type { ClusterAccess } from './cluster-access.ts';

/**
 * What a client needs to use the cluster. The supervisor hands it to the config-server, which answers it
 * under `GET /settings/cluster`.
 */
export interface ClusterSettings extends ClusterAccess {
  clusterName: string;
  /** host:port */
  addresses: string[];
  /** Where this client reaches a member that tells another address, by that address; each host:port. */
  addressTranslation?: Readonly<Record<string, string>> | undefined;
  mapName: string;
  queueName: string;
}
