import type { Client } from 'hazelcast-client';
import type { ClusterSettings } from '../shared/cluster-settings.ts';

/** What the map and the queue hold at one moment. */
export interface ClusterContents {
  /** From the head on. */
  queueItems: string[];
  loggedUuids: string[];
}

/** Reads keys and items as a whole: meant for evidence after a run, not for a hot path. */
export async function readContents(client: Client, settings: ClusterSettings): Promise<ClusterContents> {
  const [queue, map] = await Promise.all([
    client.getQueue<string>(settings.queueName),
    client.getMap<string, string>(settings.mapName),
  ]);
  const [queueItems, loggedUuids] = await Promise.all([queue.toArray(), map.keySet()]);
  return { queueItems, loggedUuids: [...loggedUuids] };
}
