import { canonicalUuid } from './uuid.ts';

/** A message under its UUID. */
export interface Envelope {
  uuid: string;
  msg: string;
}

/** How our messages stand in the queue: JSON with exactly `uuid` and `msg`. */
export function encodeEnvelope({ uuid, msg }: Envelope): string {
  return JSON.stringify({ uuid, msg });
}

/**
 * The message in a queue item. Whatever is not exactly our envelope, JSON or not, is another producer's plain
 * string: its text is the item itself and it has no uuid.
 */
export function decodeEnvelope(item: string): { uuid: string | null; msg: string } {
  return ours(item) ?? { uuid: null, msg: item };
}

function ours(item: string): Envelope | undefined {
  if (!item.startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(item);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('uuid' in value) || !('msg' in value))
    return undefined;
  if (typeof value.uuid !== 'string' || typeof value.msg !== 'string') return undefined;
  const uuid = canonicalUuid(value.uuid);
  return uuid === undefined || Object.keys(value).length !== 2 ? undefined : { uuid, msg: value.msg };
}
