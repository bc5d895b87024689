import type { Client } from 'hazelcast-client';
import { decodeDelivered, ledgerMaps, type Settled } from '../../../protocol/ledger-entries.ts';
import { entryPages } from './entry-pages.ts';

const partitionTimeoutMs = 10_000;

/**
 * All entries of the delivered map, some at a time and in no order, with JSON parsed. By partitions and not by a query: it may be a million
 * messages, which no answer should hold.
 * @throws Error if a partition cannot be read in time.
 */
export async function* deliveredPages(
  client: Client,
): AsyncGenerator<[key: string, value: unknown][], void, undefined> {
  for await (const page of entryPages(client, ledgerMaps.delivered, partitionTimeoutMs))
    yield page.map(([key, json]) => [String(key), json]);
}

/**
 * All that is recorded, some at a time and in no order.
 * @throws Error if a partition cannot be read in time.
 */
export async function* settledPages(client: Client): AsyncGenerator<Settled[], void, undefined> {
  for await (const page of deliveredPages(client))
    yield page.flatMap(([key, json]) => decodeDelivered(key, json));
}
