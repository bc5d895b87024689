import { EventEmitter } from 'node:events';
import type { Client } from 'hazelcast-client';
import type { ClusterSettings } from '../../protocol/cluster-settings.ts';

/**
 * Watches whether the client is connected.
 * @returns a function that returns the reason if it is not, for the service's health
 */
export function watchCluster(client: Client): () => string | undefined {
  let isConnected = true;
  const lifecycle: unknown = client.getLifecycleService();
  // The client accepts lifecycle listeners only at creation, but its lifecycle service is an event emitter.
  if (lifecycle instanceof EventEmitter)
    lifecycle.on('lifecycleEvent', (state: unknown) => {
      if (state === 'DISCONNECTED') isConnected = false;
      else if (state === 'CONNECTED') isConnected = true;
    });
  return () => (isConnected ? undefined : 'not connected to the cluster');
}

/**
 * Why the cluster refuses everything (`cluster.splitBrainProtection`), as far as the client knows; undefined if it does
 * not. Nothing that is refused for this reason was sent.
 */
export function tooFewMembers(
  client: Client,
  { splitBrainProtection: needed = 0 }: Pick<ClusterSettings, 'splitBrainProtection'>,
): string | undefined {
  const seen = client.getCluster().getMembers().length;
  return seen < needed ? `${seen} of the ${needed} members that are needed` : undefined;
}
