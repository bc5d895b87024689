/**
 * What a client needs to use the cluster. The supervisor hands it to the config-server, which answers it
 * under `GET /settings/cluster`.
 */
export interface ClusterSettings {
  clusterName: string;
  /** host:port */
  addresses: string[];
  mapName: string;
  queueName: string;
  /** 0: no bound. */
  queueMaxSize: number;
}
