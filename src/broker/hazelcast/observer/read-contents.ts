import type { Client } from 'hazelcast-client';
import type { ClusterContents } from '../../contract/cluster-contents.ts';
import type { ClusterSettings } from '../../../protocol/cluster-settings.ts';
import { decodePending, ledgerMaps, plainKeyPrefix, type Settled } from '../../../protocol/ledger-entries.ts';
import { settledPages } from '../client/settled-pages.ts';

/** Reads keys and items as a whole: meant for evidence after a run, not for a hot path. */
export async function readContents(client: Client, settings: ClusterSettings): Promise<ClusterContents> {
  const [queue, map] = await Promise.all([
    client.getQueue<string>(settings.queueName),
    client.getMap<string, string>(settings.mapName),
  ]);
  // What moves on from one to the other while it is read is then found twice rather than nowhere.
  const queueItems = await queue.toArray();
  const pendingUuids = await readPending(client);
  const settled = await readSettled(client);
  const isPlain = ({ uuid }: Settled): boolean => uuid.startsWith(plainKeyPrefix);
  return {
    queueItems,
    loggedUuids: [...(await map.keySet())],
    ledger: {
      pendingUuids,
      deliveredUuids: settled.filter((one) => !isPlain(one)).map(({ uuid }) => uuid),
      plain: settled.filter(isPlain).map(({ uuid, instance }) => ({ key: uuid, instance })),
    },
  };
}

async function readSettled(client: Client): Promise<Settled[]> {
  const settled: Settled[] = [];
  for await (const page of settledPages(client)) for (const one of page) settled.push(one);
  return settled;
}

export async function readPending(client: Client): Promise<string[]> {
  const pending = await client.getMap<string, unknown>(ledgerMaps.pending);
  const entries = (await pending.values()).toArray();
  return entries.flatMap((json) => decodePending(json).messages.map(({ uuid }) => uuid));
}
