import type { Client } from 'hazelcast-client';
import { readPartitions } from './read-partitions.ts';
import { readSerialized } from './serialized.ts';

/**
 * All entries of a map, a partition at a time, with JSON parsed; memory: some partitions, not the map. An entry that is there all
 * the while is found once, whichever members die or come meanwhile.
 * @param timeoutMs for each partition, with all tries
 * @throws Error if a partition cannot be read in time.
 */
export async function* entryPages(
  client: Client,
  mapName: string,
  timeoutMs: number,
): AsyncGenerator<[key: unknown, value: unknown][], void, undefined> {
  for await (const { entries } of readPartitions(client, mapName, { timeoutMs }))
    yield entries.map(([key, value]) => [readSerialized(client, key), readSerialized(client, value)]);
}
