import { canonicalUuid } from './uuid.ts';

/** What the facade puts into the queue: UUID and text of a message, or its text alone. */
export const itemForms = ['envelope', 'text'] as const;
export type ItemForm = (typeof itemForms)[number];

/** A message under its UUID. */
export interface Envelope {
  uuid: string;
  msg: string;
}

/** Messages that went into the queue together and have one pending entry. */
export interface Group {
  id: string;
  /** Number of messages. */
  size: number;
  /**
   * All UUIDs were generated for this post. No other item can contain one of them without its group, so they are
   * recorded together.
   */
  isNew?: true | undefined;
}

/**
 * Serializes a message for the queue: JSON with exactly `uuid` and `msg`, and with `group` unless it is a single
 * message.
 */
export function encodeEnvelope({ uuid, msg }: Envelope, group?: Group): string {
  return JSON.stringify({ uuid, msg, group });
}

/** The contents of a queue item; `uuid` null: a plain string of another producer. */
export interface QueueItem {
  uuid: string | null;
  msg: string;
  group?: Group;
}

/**
 * Parses a queue item. An item that is not exactly our envelope is a plain string of another producer: its text is the
 * item itself, and it has no UUID.
 */
export function decodeEnvelope(item: string): QueueItem {
  return ours(item) ?? { uuid: null, msg: item };
}

function ours(item: string): QueueItem | undefined {
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
  if (uuid === undefined) return undefined;
  const { msg } = value;
  if (!('group' in value)) return Object.keys(value).length === 2 ? { uuid, msg } : undefined;
  const group = groupOf(value.group);
  return group === undefined || Object.keys(value).length !== 3 ? undefined : { uuid, msg, group };
}

function groupOf(value: unknown): Group | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('size' in value)) return undefined;
  const { id, size } = value;
  if (typeof id !== 'string' || typeof size !== 'number') return undefined;
  return 'isNew' in value && value.isNew === true ? { id, size, isNew: true } : { id, size };
}
