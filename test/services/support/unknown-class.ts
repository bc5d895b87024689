import { Client } from 'hazelcast-client';
import type { ClusterSettings } from '../../../src/protocol/cluster-settings.ts';

const typeId = 77;

/** Offers the queue, and gives the map under a key, an item of a class that only its producer knows. */
export async function offerUnknown(settings: ClusterSettings): Promise<void> {
  const writer = await Client.newHazelcastClient({
    clusterName: settings.clusterName,
    network: { clusterMembers: settings.addresses },
    serialization: {
      customSerializers: [{ id: typeId, read: () => ({ hzCustomId: typeId }), write: () => undefined }],
    },
    customLogger: silent,
  });
  try {
    const item = { hzCustomId: typeId };
    await (await writer.getQueue<unknown>(settings.queueName)).offer(item);
    await (await writer.getMap<string, unknown>(settings.mapName)).set('unknown', item);
  } finally {
    await writer.shutdown();
  }
}

const ignore = (): void => undefined;
const silent = { log: ignore, error: ignore, warn: ignore, info: ignore, debug: ignore, trace: ignore };
