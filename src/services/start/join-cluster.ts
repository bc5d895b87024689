import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'hazelcast-client';
import type { Logger } from 'pino';
import type { ClusterSettings } from '../../protocol/cluster-settings.ts';
import { NotReadyError } from '../../foundation/errors/errors.ts';
import type { ClusterRole } from '../cluster-service.ts';

interface JoinOptions {
  clusterRole: ClusterRole;
  name: string;
  logger: Logger;
  signal: AbortSignal;
}

const retryPauseMs = 1_000;

/**
 * Connects to the cluster, without a timeout: the supervisor has one.
 * @throws the signal's reason when aborted.
 */
export async function joinCluster(
  settings: ClusterSettings,
  { clusterRole, name, logger, signal }: JoinOptions,
): Promise<Client> {
  // Imported here, so that the service listens before this large library is loaded.
  const { connectToCluster } = await import('../../broker/hazelcast/client/cluster-connection.ts');
  for (;;) {
    try {
      return await connectToCluster(settings, {
        role: clusterRole,
        name,
        signal,
        log: (level, message) => {
          logger[level](message);
        },
      });
    } catch (error) {
      if (!(error instanceof NotReadyError)) throw error;
      logger.warn(error.message);
    }
    await sleep(retryPauseMs, undefined, { signal });
  }
}
