import type { Client } from 'hazelcast-client';
import { askPartition, requestFieldsAt, takeFrame, takeList, type Message } from './client-protocol.ts';

/** Map.FetchEntries of the Open Client Protocol, the same in Hazelcast 5.4 and 5.7; the Node.js client does not know it. */
const requestType = 0x01_38_00;
const initialBytes = 20;
const pointerBytes = 8;
const lastIndex = 0x7f_ff_ff_ff;

/** A map entry as the members keep it: serialized; see entryText. */
export type RawEntry = readonly [key: Buffer, value: Buffer];

/** Where the next fetch of a partition goes on. */
export type Position = Buffer;

export interface FetchedEntries {
  entries: RawEntry[];
  /** Undefined: there are no more. */
  next: Position | undefined;
}

/**
 * Entries of one partition of a map, about as many as asked for, in no particular order. One that holds the whole partition shows
 * it as it was at one moment; fetches that follow each other don't, and mean nothing to another member's copy of the partition.
 */
export function fetchEntries(
  client: Client,
  mapName: string,
  partition: number,
  options: { atMost: number; from: Position | undefined },
): Promise<FetchedEntries> {
  const request = {
    type: requestType,
    isRetryable: true,
    initialBytes,
    writeInitial: (content: Buffer) => content.writeInt32LE(options.atMost, requestFieldsAt),
    more: [Buffer.from(mapName), options.from ?? beginning()],
  };
  return askPartition(client, partition, request, decodeAnswer);
}

/** Pairs of an index into the partition's hash table, which is read from its end, and that table's size, -1: whatever it is. */
function beginning(): Position {
  const position = Buffer.alloc(pointerBytes);
  position.writeInt32LE(lastIndex, 0);
  position.writeInt32LE(-1, pointerBytes / 2);
  return position;
}

/** A first frame without fields; a frame with the position; a list of keys and values in turn. */
function decodeAnswer(answer: Message): FetchedEntries {
  takeFrame(answer);
  const position = takeFrame(answer).content;
  const contents = takeList(answer);
  const entries: RawEntry[] = [];
  for (let index = 0; index + 1 < contents.length; index += 2) {
    const [key, value] = [contents[index], contents[index + 1]];
    if (key !== undefined && value !== undefined) entries.push([key, value]);
  }
  const isEnd = position.length < pointerBytes || position.readInt32LE(position.length - pointerBytes) < 0;
  return { entries, next: isEnd ? undefined : position };
}
