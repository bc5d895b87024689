import type { Client } from 'hazelcast-client';
import type { RawEntry } from '../../cluster/fetch-entries.ts';
import { readPartitions } from '../../cluster/read-partitions.ts';
import { readSerialized, textAsLatin1 } from '../../cluster/serialized.ts';
import { UnavailableError } from '../unavailable-error.ts';
import type { LogReader } from './log-reader.ts';

interface ReaderOptions {
  client: Client;
  mapName: string;
  /** For each part of the map, with all tries. */
  timeoutMs: number;
}

/** Reads the map in Hazelcast partition by partition, so that it never holds the whole. */
export class HazelcastLogReader implements LogReader {
  readonly #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  async *texts(): AsyncGenerator<Buffer, void, undefined> {
    const { client, mapName, timeoutMs } = this.#options;
    let isFirst = true;
    try {
      for await (const { entries } of readPartitions(client, mapName, { timeoutMs })) {
        const json = textsJson(client, entries);
        // The first text has no comma before it.
        if (isFirst) json[0] = opening;
        yield json;
        isFirst = false;
      }
    } catch (error) {
      throw new UnavailableError('Cluster Unavailable', error);
    }
    yield Buffer.from(isFirst ? '[]' : ']');
  }
}

const opening = '['.charCodeAt(0);

/**
 * The texts of entries as JSON, in UTF-8, each after a comma. The bytes of a text are taken for Latin-1 on the way: JSON escapes only ASCII, so
 * the others stay as they are, and nothing needs to be decoded.
 */
function textsJson(client: Client, entries: readonly RawEntry[]): Buffer {
  let json = '';
  for (const [, value] of entries) json += `,${JSON.stringify(latin1Of(client, value))}`;
  return Buffer.from(json, 'latin1');
}

/** Another program may have put anything into the map; it is shown rather than left out. */
function latin1Of(client: Client, value: Buffer): string {
  return textAsLatin1(value) ?? Buffer.from(JSON.stringify(readSerialized(client, value))).toString('latin1');
}
