import type { FastifyInstance } from 'fastify';
import type { Client } from 'hazelcast-client';
import type { ClusterSettings } from '../shared/cluster-settings.ts';
import type { HttpClient } from './http-client.ts';
import type { HttpOptions } from './http.ts';

/** What a service that uses the cluster is built from. */
export interface ServiceContext {
  http: HttpOptions;
  client: HttpClient;
  configServer: string;
}

/** A service that uses the cluster: it listens first and is given the cluster once that is connected. */
export interface ClusterService {
  app: FastifyInstance;
  /** Path under which it registers. */
  path: string;
  role: 'producer' | 'consumer';
  useCluster(cluster: Client, settings: ClusterSettings): Promise<void>;
  /** Ends its own work, before the cluster's connection is closed. */
  stopWork(): Promise<void>;
}
