import type { ClusterAccess } from './cluster-access.ts';

/**
 * What a client needs to use the cluster. The supervisor passes it to the config-server, which serves it at `GET
 * /settings/cluster`.
 */
export interface ClusterSettings extends ClusterAccess {
  clusterName: string;
  /** host:port */
  addresses: string[];
  /** Maps an address that a member announces to the address that reaches it; each host:port. */
  addressTranslation?: Readonly<Record<string, string>> | undefined;
  mapName: string;
  queueName: string;
}
