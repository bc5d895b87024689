import type { Client } from 'hazelcast-client';
import { messageOf } from '../../foundation/errors/errors.ts';
import { tooFewMembers, watchCluster } from './cluster-state.ts';
import { HttpClient } from '../call/http-client.ts';
import { joinCluster } from './join-cluster.ts';
import { listen } from '../http/listen.ts';
import { Readiness } from '../http/readiness.ts';
import { Registration } from '../call/registration.ts';
import type { ServeArgs } from './serve-args.ts';
import type { ClusterRole, ClusterService, ServiceContext } from '../cluster-service.ts';
import { fetchClusterSettings, fetchDeliveryMode, fetchRetention } from './settings.ts';
import type { StartOptions, StartedService } from './started-service.ts';

/** Starts a service that uses the cluster: it listens immediately and is ready when connected and registered. */
export async function startClusterService(options: StartOptions): Promise<StartedService> {
  const { kind, instance, host, publicHost, logger, configServer } = options;
  const readiness = new Readiness('waiting for the settings');
  const client = new HttpClient();
  const http = { service: kind, instance, host, publicHost, logger, readiness };
  const service = await build(kind, { http, client, configServer });
  const port = await listen(service.app, host, options.port);
  const stopping = new AbortController();
  const address = `http://${publicHost ?? reachableHost(host)}:${port}${service.path}`;
  const registration = new Registration({
    http: client,
    configServer,
    service: kind,
    instance,
    address,
    onTrouble: (reason) => {
      logger.warn(`Registration Failed: ${reason}`);
    },
  });
  const clients: Client[] = [];
  const troubles: (() => string | undefined)[] = [];
  const refusals: (() => string | undefined)[] = [];

  async function becomeReady(): Promise<void> {
    const request = {
      http: client,
      configServer,
      signal: stopping.signal,
      onTrouble: (reason: string) => {
        logger.warn(`No Settings Yet: ${reason}`);
      },
    };
    const settings = await fetchClusterSettings(request);
    const delivery = await fetchDeliveryMode(request);
    const retention = await fetchRetention(request);
    readiness.awaiting('not connected to the cluster');
    const connect = async (clusterRole: ClusterRole): Promise<Client> => {
      const name = clients.length === 0 ? instance : `${instance}-${clusterRole}`;
      const connected = await joinCluster(settings, { clusterRole, name, logger, signal: stopping.signal });
      clients.push(connected);
      troubles.push(watchCluster(connected));
      refusals.push(() => tooFewMembers(connected, settings));
      stopping.signal.throwIfAborted();
      return connected;
    };
    const cluster = await connect(service.clusterRole);
    await service.useCluster({ cluster, settings, delivery, retention, connect, signal: stopping.signal });
    readiness.awaiting('not registered with the config-server');
    await registration.start();
    readiness.markReady({ trouble: () => firstOf(troubles), refusal: () => firstOf(refusals) });
    logger.info(`Ready: ${address}`);
  }

  const ready = becomeReady();
  ready.catch((error: unknown) => {
    if (!stopping.signal.aborted) logger.error({ err: error }, `Start Failed: ${messageOf(error)}`);
  });
  return {
    port,
    ready,
    stop: async () => {
      stopping.abort();
      await registration.stop();
      await ready.catch(() => undefined);
      await Promise.all([service.stopWork(), service.app.close()]);
      await Promise.all(clients.map((cluster) => cluster.shutdown()));
      await client.close();
    },
  };
}

function firstOf(watches: readonly (() => string | undefined)[]): string | undefined {
  for (const watch of watches) {
    const reason = watch();
    if (reason !== undefined) return reason;
  }
  return undefined;
}

async function build(kind: ServeArgs['kind'], context: ServiceContext): Promise<ClusterService> {
  switch (kind) {
    case 'facade-service':
      return (await import('../facade/service.ts')).buildFacade(context);
    case 'logging-service':
      return (await import('../logging/service.ts')).buildLogging(context);
    case 'messages-service':
      return (await import('../messages/service.ts')).buildMessages(context);
    case 'config-server':
      throw new Error('config-server does not use a cluster');
  }
}

/** The name by which others on this machine reach a service that listens on `host`. */
function reachableHost(host: string): string {
  if (host === '127.0.0.1' || host === '0.0.0.0' || host === '::' || host === '::1') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
