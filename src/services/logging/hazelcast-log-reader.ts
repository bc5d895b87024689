import type { Client } from 'hazelcast-client';
import type { RawEntry } from '../../broker/hazelcast/client/fetch-entries.ts';
import { readPartitions, type PartitionEntries } from '../../broker/hazelcast/client/read-partitions.ts';
import { textAsLatin1 } from '../../broker/hazelcast/client/serialized.ts';
import { serializedText } from '../queue/serialized-text.ts';
import { UnavailableError } from '../http/unavailable-error.ts';
import { parseCursor, type LogCursor } from './log-cursor.ts';
import { entriesAfter, PageBuilder } from './log-page.ts';
import type { LogPage, LogReader } from './log-reader.ts';

interface ReaderOptions {
  client: Client;
  mapName: string;
  /** Timeout in ms for each part of the map, all attempts together. */
  timeoutMs: number;
}

/** Reads the Hazelcast map partition by partition, so that it never holds all of it in memory. */
export class HazelcastLogReader implements LogReader {
  readonly #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  texts(after?: string): AsyncGenerator<Buffer, void, undefined> {
    return this.#texts(after === undefined ? undefined : parseCursor(after));
  }

  async *#texts(after: LogCursor | undefined): AsyncGenerator<Buffer, void, undefined> {
    let isFirst = true;
    for await (const { partition, entries } of this.#partitions(after)) {
      const kept = after?.partition === partition ? entriesAfter(entries, after) : entries;
      if (kept.length === 0) continue;
      const json = textsJson(this.#options.client, kept);
      // The first text has no comma before it.
      if (isFirst) json[0] = opening;
      yield json;
      isFirst = false;
    }
    yield Buffer.from(isFirst ? '[]' : ']');
  }

  async page(after: string | undefined, limit: number): Promise<LogPage> {
    const cursor = after === undefined ? undefined : parseCursor(after);
    const page = new PageBuilder(limit, (entries) => textsJson(this.#options.client, entries));
    for await (const { partition, entries } of this.#partitions(cursor, partitionsAPage)) {
      const isFull = page.add(
        partition,
        entriesAfter(entries, cursor?.partition === partition ? cursor : undefined),
      );
      if (isFull) break;
    }
    return page.done();
  }

  async *#partitions(
    after: LogCursor | undefined,
    mostUnderWay?: number,
  ): AsyncGenerator<PartitionEntries, void, undefined> {
    const { client, mapName, timeoutMs } = this.#options;
    try {
      yield* readPartitions(client, mapName, { timeoutMs, from: after?.partition ?? 0, mostUnderWay });
    } catch (error) {
      throw new UnavailableError('Cluster Unavailable', error);
    }
  }
}

/** In a large map one partition is enough for most pages. */
const partitionsAPage = 8;

const opening = '['.charCodeAt(0);

/**
 * The texts of entries as JSON, in UTF-8, each after a comma. Handles the bytes of a text as Latin-1: JSON escapes only
 * ASCII, so other bytes are unchanged and nothing needs decoding.
 */
function textsJson(client: Client, entries: readonly RawEntry[]): Buffer {
  let json = '';
  for (const [, value] of entries) json += `,${JSON.stringify(latin1Of(client, value))}`;
  return Buffer.from(json, 'latin1');
}

/** Another program may have put any value into the map; unreadable values are shown too. */
function latin1Of(client: Client, value: Buffer): string {
  return textAsLatin1(value) ?? Buffer.from(serializedText(client, value)).toString('latin1');
}
