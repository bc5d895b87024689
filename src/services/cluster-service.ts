import type { FastifyInstance } from 'fastify';
import type { Client } from 'hazelcast-client';
import type { ClusterSettings } from '../protocol/cluster-settings.ts';
import type { DeliveryMode } from '../protocol/delivery-mode.ts';
import type { RetentionSettings } from '../protocol/retention.ts';
import type { HttpClient } from './call/http-client.ts';
import type { HttpOptions } from './http/http.ts';

/** The parts of a service that uses the cluster. */
export interface ServiceContext {
  http: HttpOptions;
  client: HttpClient;
  configServer: string;
}

/** What a service receives when the cluster is connected. */
export interface ConnectedCluster {
  cluster: Client;
  settings: ClusterSettings;
  delivery: DeliveryMode;
  retention: RetentionSettings;
  /** Opens another client with another role, which is closed with the service. */
  connect: (clusterRole: ClusterRole) => Promise<Client>;
  /** Aborted when the service must stop. */
  signal: AbortSignal;
}

export type ClusterRole = 'producer' | 'consumer';

/** A service that uses the cluster: it listens first, and receives the cluster when connected. */
export interface ClusterService {
  app: FastifyInstance;
  /** Path under which it registers. */
  path: string;
  clusterRole: ClusterRole;
  useCluster(connected: ConnectedCluster): Promise<void>;
  /** Finishes its own work before the connection to the cluster is closed. */
  stopWork(): Promise<void>;
}
