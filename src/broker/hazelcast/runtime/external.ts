import { UsageError, NotReadyError, messageOf } from '../../../foundation/errors/errors.ts';
import type { ClusterSpec } from '../../../topology/topology.ts';
import { settingsOf } from '../../../topology/settings-of.ts';
import type { ClusterRuntime } from '../../contract/cluster-runtime.ts';

const connectTimeoutMs = 15_000;

/** A cluster that somebody else runs: nothing is started there, and nothing ended. */
export function createExternalRuntime(cluster: ClusterSpec): ClusterRuntime {
  return {
    name: 'external',
    /** Makes sure that a client gets in. */
    async prepare(progress, signal) {
      progress(`connecting to cluster ${cluster.name} at ${cluster.addresses.join(', ')}`);
      await tryToConnect(cluster, signal);
    },
    launch: () => Promise.reject(new UsageError('members of an external cluster are not started by distq')),
    portsOf: ({ port }) => ({ port }),
    startNews: () => undefined,
    end: () => Promise.resolve(),
  };
}

/** @throws NotReadyError with what the client met last. */
async function tryToConnect(cluster: ClusterSpec, signal: AbortSignal | undefined): Promise<void> {
  const { connectToCluster } = await import('../client/cluster-connection.ts');
  let seen = '';
  try {
    const client = await connectToCluster(settingsOf(cluster), {
      role: 'observer',
      name: 'distq-check',
      timeoutMs: connectTimeoutMs,
      signal,
      log: (level, message) => {
        // That it tries again is not what went wrong.
        if (level !== 'info' && !message.startsWith('WaitStrategy')) seen = message;
      },
    });
    await client.shutdown();
  } catch (error) {
    if (!(error instanceof NotReadyError)) throw error;
    throw new NotReadyError(`${messageOf(error)}${seen === '' ? '' : `; last: ${seen}`}`, {
      cause: error,
      hint: `does the cluster run at ${cluster.addresses.join(', ')}, is its name ${cluster.name}, and does it want TLS or credentials (cluster.tls, cluster.credentials)?`,
    });
  }
}
