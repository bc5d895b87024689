import { EventEmitter } from 'node:events';
import type { Client } from 'hazelcast-client';

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
