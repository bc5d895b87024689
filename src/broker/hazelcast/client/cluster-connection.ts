import type { Client } from 'hazelcast-client';
import type { ClusterLog } from '../../contract/broker.ts';
import type { ClusterSettings } from '../../../protocol/cluster-settings.ts';
import { NotReadyError, messageOf } from '../../../foundation/errors/errors.ts';
import { withDeadline } from '../../../foundation/async/wait-for.ts';
import { clientAccess, type ClientAccess } from './client-access.ts';
import { translateAddresses } from './translate-addresses.ts';
import { BackupPatience } from './backup-patience.ts';
import { followMajority } from './follow-majority.ts';
import { waitForBackups } from './wait-for-backups.ts';
import { newWatchedClient } from './watched-client.ts';
import { untilAborted } from '../../../foundation/async/until-aborted.ts';

export interface ConnectionOptions {
  /** A producer is told when a write's backup was not acknowledged; the others must not be, see below. */
  role: 'producer' | 'consumer' | 'observer';
  /** Shown by the members as the client's name. */
  name: string;
  log?: ClusterLog;
  /** The members that it connects to; all: it is not connected before it has tried each. Default: all. */
  routing?: 'all' | 'one';
  /** For the first connection. Default 30 s. */
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

/**
 * A client of the cluster, connected to every member, that then reconnects for ever. A call that no member answers
 * fails after 10 s (observers: 3 s).
 * @throws NotReadyError if no member lets it in within `timeoutMs`; UsageError if a certificate or password is not there; the signal's reason if aborted.
 */
export async function connectToCluster(
  settings: ClusterSettings,
  options: ConnectionOptions,
): Promise<Client> {
  const { timeoutMs = 30_000, signal, log = () => undefined } = options;
  signal?.throwIfAborted();
  const access = await clientAccess(settings, process.env);
  let isGivenUp = false;
  const logUntilThen: ClusterLog = (level, message) => {
    if (!isGivenUp) log(level, message);
  };
  const config = clientConfig(settings, options, access, logUntilThen);
  const { client, started } = newWatchedClient(config, (made) => {
    prepareClient(made, settings, options.role, logUntilThen);
  });
  try {
    const what = `Hazelcast cluster ${settings.clusterName} at ${settings.addresses.join(', ')}`;
    await untilAborted(withDeadline(what, timeoutMs, started), signal);
    if (settings.addressTranslation !== undefined) translateAddresses(client, settings.addressTranslation);
    return client;
  } catch (error) {
    isGivenUp = true;
    started.catch(() => undefined);
    // It would try for ever.
    client.shutdown().catch(() => undefined);
    signal?.throwIfAborted();
    throw new NotReadyError(
      `could not connect to Hazelcast cluster ${settings.clusterName}: ${messageOf(error)}`,
      { hint: 'is the cluster up, and is that its name? See `distq status` and `distq logs`', cause: error },
    );
  }
}

function prepareClient(
  client: Client,
  { splitBrainProtection: needed, addresses }: ClusterSettings,
  role: ConnectionOptions['role'],
  log: ClusterLog,
): void {
  if (role === 'producer') waitForBackups(client, new BackupPatience(() => performance.now()));
  // An observer shows what the members that it connects to see.
  if (role === 'observer' || needed === undefined) return;
  const onLeave = (why: string): void => {
    log('warn', `leaving a member that ${why}`);
  };
  followMajority(client, { needed, addresses, onLeave });
}

function clientConfig(
  settings: ClusterSettings,
  { role, name, routing = 'all' }: ConnectionOptions,
  { ssl, security }: ClientAccess,
  log: ClusterLog,
): ClientConfig {
  return {
    clusterName: settings.clusterName,
    instanceName: name,
    clientLabels: [role],
    network: {
      clusterMembers: settings.addresses,
      connectionTimeout: 2_000,
      smartRouting: routing === 'all',
      ...(ssl === undefined ? {} : { ssl }),
    },
    ...(security === undefined ? {} : { security }),
    connectionStrategy: {
      connectionRetry: {
        initialBackoffMillis: 50,
        maxBackoffMillis: 1_000,
        multiplier: 1.5,
        jitter: 0.2,
        clusterConnectTimeoutMillis: -1,
      },
    },
    customLogger: clientLogger(log),
    properties: {
      // Else the library looks up every name to find out whether members tell a second address, which they do not.
      ...(settings.addressTranslation === undefined
        ? {}
        : { 'hazelcast.discovery.public.ip.enabled': false }),
      'hazelcast.client.heartbeat.interval': 500,
      // A frozen member keeps its connections open: only this notices it.
      'hazelcast.client.heartbeat.timeout': (settings.heartbeatTimeoutSeconds ?? 5) * 1_000,
      'hazelcast.client.invocation.timeout.millis': role === 'observer' ? 3_000 : 10_000,
      'hazelcast.client.invocation.retry.pause.millis': 100,
      // With it, a consumer would throw away the value that it has just removed from the queue.
      'hazelcast.client.operation.fail.on.indeterminate.state': role === 'producer',
    },
  };
}

type ClientConfig = NonNullable<Parameters<typeof Client.newHazelcastClient>[0]>;
type ClientLogger = NonNullable<ClientConfig['customLogger']>;

/** Hands on what the library logs. */
function clientLogger(log: ClusterLog): ClientLogger {
  const at = (level: 'info' | 'warn' | 'error') => (source: string, message: string, more?: unknown) => {
    log(level, `${source}: ${message.trim()}${more instanceof Error ? `: ${more.message}` : ''}`);
  };
  const ignore = (): void => undefined;
  const [error, warn, info] = [at('error'), at('warn'), at('info')];
  return {
    log: (level, source, message, more: unknown) => {
      [error, warn, info][level]?.(source, message, more);
    },
    error,
    warn,
    info,
    // For the library's own developers.
    debug: ignore,
    trace: ignore,
  };
}
