import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'hazelcast-client';
import { fetchEntries, type Position, type RawEntry } from './fetch-entries.ts';
import { partitionOwner } from './partition-owner.ts';

/** What one partition held of a map, at one moment unless it held more than `entriesAFetch`. */
export interface PartitionEntries {
  partition: number;
  entries: RawEntry[];
}

interface ReadOptions {
  /** The first partition. Default 0. */
  from?: number;
  /** How long a partition may take, with all its tries. */
  timeoutMs: number;
  /** Of partitions that are asked for at a time; for a reader that will soon have enough. */
  mostUnderWay?: number | undefined;
}

/** With 31 partitions, all that one holds of a map of 600,000 entries. */
const entriesAFetch = 20_000;
const retryPauseMs = 50;
/** What may be on its way at a time: many small partitions, few large ones. */
const bytesUnderWay = 8 * 1024 * 1024;
/** Also before the size of any is known: all of them at once may be the whole map. */
const leastUnderWay = 2;

/**
 * The entries of a map, one partition after the other, several of which are asked for at a time. An entry that is there all the
 * while is found once, also when its partition moves to another member meanwhile. Memory: some partitions, not the map.
 * @throws Error if a partition cannot be read in time.
 */
export async function* readPartitions(
  client: Client,
  mapName: string,
  { from = 0, timeoutMs, mostUnderWay = Infinity }: ReadOptions,
): AsyncGenerator<PartitionEntries, void, undefined> {
  const count = client.getPartitionService().getPartitionCount();
  const left = new AbortController();
  const underWay: Promise<PartitionEntries>[] = [];
  let most = Math.min(leastUnderWay, mostUnderWay);
  let largestBytes = 1;
  try {
    for (let next = from; next < count || underWay.length > 0;) {
      for (; next < count && underWay.length < most; next++) {
        const reading = readPartition({ client, mapName, partition: next, timeoutMs, signal: left.signal });
        // It is awaited in its turn, or not at all if the reader leaves before.
        reading.catch(() => undefined);
        underWay.push(reading);
      }
      const read = await underWay.shift();
      if (read === undefined) return;
      largestBytes = Math.max(largestBytes, bytesOf(read.entries));
      most = Math.min(mostUnderWay, Math.max(leastUnderWay, Math.floor(bytesUnderWay / largestBytes)));
      if (read.entries.length > 0) yield read;
    }
  } finally {
    left.abort();
  }
}

function bytesOf(entries: readonly RawEntry[]): number {
  let bytes = 0;
  for (const [key, value] of entries) bytes += key.length + value.length;
  return bytes;
}

interface PartitionRead {
  client: Client;
  mapName: string;
  partition: number;
  timeoutMs: number;
  /** Aborted when nobody waits for it any more. */
  signal: AbortSignal;
}

async function readPartition(read: PartitionRead): Promise<PartitionEntries> {
  const { partition, mapName, timeoutMs, signal } = read;
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    try {
      return { partition, entries: await readOnce(read) };
    } catch (error) {
      signal.throwIfAborted();
      if (performance.now() + retryPauseMs >= endMs)
        throw new Error(`partition ${partition} of ${mapName} was not read within ${timeoutMs} ms`, {
          cause: error,
        });
    }
    await sleep(retryPauseMs);
  }
}

/** @throws Error if it takes several fetches and the partition moves meanwhile: a position means nothing to another member. */
async function readOnce({ client, mapName, partition }: PartitionRead): Promise<RawEntry[]> {
  const owner = partitionOwner(client, partition)?.toString();
  const entries: RawEntry[] = [];
  let from: Position | undefined;
  do {
    const fetched = await fetchEntries(client, mapName, partition, { atMost: entriesAFetch, from });
    for (const entry of fetched.entries) entries.push(entry);
    const isWhole = from === undefined && fetched.next === undefined;
    if (!isWhole && partitionOwner(client, partition)?.toString() !== owner)
      throw new Error(`partition ${partition} moved`);
    from = fetched.next;
  } while (from !== undefined);
  return entries;
}
