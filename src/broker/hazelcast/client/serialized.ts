import type { Client } from 'hazelcast-client';
import { deserialize } from './client-protocol.ts';

/** What Hazelcast's serialization writes: partition hash, type, then, of a text or JSON, its length and its UTF-8. */
const typeOffset = 4;
const textOffset = 12;
const textType = -11;
const jsonType = -130;

/** The UTF-8 of a serialized text, each byte taken for a character of Latin-1, which is fast; undefined if it is no text. */
export function textAsLatin1(data: Buffer): string | undefined {
  return typeOf(data) === textType ? data.toString('latin1', textOffset) : undefined;
}

/**
 * What serialized data stands for: texts and, parsed, JSON the fast way, anything else the library's.
 * @throws Error if it is malformed, or of a class that the library does not know.
 */
export function readSerialized(client: Client, data: Buffer): unknown {
  if (typeOf(data) === textType) return data.toString('utf8', textOffset);
  const json = jsonText(data);
  return json === undefined ? deserialize(client, data) : JSON.parse(json);
}

/** Serialized JSON as it stands there, well-formed or not; undefined if it is none. */
export function jsonText(data: Buffer): string | undefined {
  return typeOf(data) === jsonType ? data.toString('utf8', textOffset) : undefined;
}

function typeOf(data: Buffer): number | undefined {
  return data.length >= textOffset ? data.readInt32BE(typeOffset) : undefined;
}
