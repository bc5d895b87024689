import { inflateSync } from 'node:zlib';
import { BlobReader } from '../client/blob-reader.ts';

/** One number that a member measured, as in `queue.ownedItemCount` of the queue named in `discriminator`. */
export interface Metric {
  prefix: string | undefined;
  name: string;
  /** As in name=message-distributed-queue. */
  discriminator: { key: string; value: string } | undefined;
  value: number;
}

const supportedVersion = 1;
const largestInflatedBytes = 16 * 1024 * 1024;
const noWord = -1;

/** The bits of a metric's mask: what is the same as in the metric before it and therefore left out. */
const Same = {
  prefix: 1,
  name: 2,
  discriminatorKey: 4,
  discriminatorValue: 8,
  unit: 16,
  excludedTargets: 32,
  tagCount: 64,
} as const;
const ValueType = { long: 0, double: 1 } as const;

/**
 * Decodes a member's compressed metrics (the blob of the client protocol's MC.readMetrics), version 1.
 * @throws Error if the blob is torn or of another version; never reads out of bounds or inflates without limit.
 */
export function decodeMetrics(blob: Uint8Array): Metric[] {
  const outer = new BlobReader(Buffer.from(blob));
  const version = outer.int16();
  if (version !== supportedVersion)
    throw new Error(`metrics of version ${version}; ${supportedVersion} is supported`);
  const dictionary = decodeDictionary(inflate(outer.bytes(outer.int32())));
  const count = outer.int32();
  return decodeBody(inflate(outer.rest()), count, dictionary);
}

function inflate(bytes: Buffer): BlobReader {
  return new BlobReader(inflateSync(bytes, { maxOutputLength: largestInflatedBytes }));
}

/** Words are sorted, each stored as the length it shares with the word before and the rest. */
function decodeDictionary(reader: BlobReader): Map<number, string> {
  const words = new Map<number, string>();
  const count = reader.int32();
  let last = '';
  for (let index = 0; index < count; index++) {
    const id = reader.int32();
    const shared = reader.uint8();
    if (shared > last.length)
      throw new Error('a word of the metrics shares more than the word before it has');
    last = last.slice(0, shared) + reader.utf16(reader.uint8());
    words.set(id, last);
  }
  return words;
}

function decodeBody(reader: BlobReader, count: number, words: Map<number, string>): Metric[] {
  const metrics: Metric[] = [];
  let prefix = noWord;
  let name = noWord;
  let key = noWord;
  let value = noWord;
  let tagCount = 0;
  for (let index = 0; index < count; index++) {
    const mask = reader.uint8();
    if (!(mask & Same.prefix)) prefix = reader.int32();
    if (!(mask & Same.name)) name = reader.int32();
    if (!(mask & Same.discriminatorKey)) key = reader.int32();
    if (!(mask & Same.discriminatorValue)) value = reader.int32();
    if (!(mask & Same.unit)) reader.uint8();
    if (!(mask & Same.excludedTargets)) reader.uint8();
    if (!(mask & Same.tagCount)) tagCount = reader.uint8();
    for (let tag = 0; tag < tagCount; tag++) reader.bytes(8);
    metrics.push({
      prefix: prefix === noWord ? undefined : word(words, prefix),
      name: word(words, name),
      discriminator:
        key === noWord || value === noWord ? undefined : { key: word(words, key), value: word(words, value) },
      value: readValue(reader),
    });
  }
  return metrics;
}

function word(words: Map<number, string>, id: number): string {
  const found = words.get(id);
  if (found === undefined) throw new Error(`the metrics name word ${id}, which their dictionary lacks`);
  return found;
}

function readValue(reader: BlobReader): number {
  const type = reader.uint8();
  if (type === ValueType.long) return Number(reader.int64());
  if (type === ValueType.double) return reader.float64();
  throw new Error(`a metric of the unknown type ${type}`);
}
