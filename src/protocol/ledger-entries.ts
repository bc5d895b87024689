import { z } from 'zod';
import type { Envelope } from './envelope.ts';

/**
 * Names of the ledger's maps in Hazelcast; both contain JSON. The key of a pending entry is its group's id, which for a
 * single message is the message's UUID. The key of a delivered entry is the message's UUID, or the group's id if the
 * group's messages are new.
 */
export const ledgerMaps = { pending: 'message-pending-map', delivered: 'message-delivered-map' } as const;

/**
 * Prefix of keys in the delivered map for plain strings of other producers: they have no UUID, but must still be shown
 * again after a restart.
 */
export const plainKeyPrefix = 'plain:';

/** Messages that are or will be acknowledged together, and are not yet known to be shown. */
export interface PendingEntry {
  /** When they were marked pending or last claimed by a relay, in ms since the epoch. */
  at: number;
  messages: readonly Envelope[];
  /** They are recorded together; see Group. */
  isNew?: true | undefined;
}

/** Messages that an instance records for itself together. */
export interface Share {
  instance: string;
  /** In ms since the epoch. */
  at: number;
  /** For another producer's plain string the UUID is its key. */
  messages: readonly Envelope[];
}

/** Says which messages-service shows a message. */
export interface Settled extends Envelope {
  instance: string;
  /** When it was recorded, in ms since the epoch. */
  at: number;
}

/**
 * Says which instances show the messages under a key, each message once. Existing parts never change; parts may be
 * added.
 */
export type DeliveredEntry = readonly Settled[];

/** The entry with the messages of the share that it does not contain yet. */
export function withShare(entry: DeliveredEntry, { instance, at, messages }: Share): DeliveredEntry {
  const settled = new Set(entry.map(({ uuid }) => uuid));
  const added = messages.filter(({ uuid }) => !settled.has(uuid));
  return [...entry, ...added.map(({ uuid, msg }) => ({ uuid, msg, instance, at }))];
}

const pendingSchema = z.object({
  at: z.number(),
  messages: z.array(z.object({ uuid: z.string(), msg: z.string() })),
  isNew: z.literal(true).optional(),
});
/** For a message that is recorded under its own key. */
const loneSchema = z.object({ instance: z.string(), at: z.number(), msg: z.string() });
/**
 * `share`: the index of the share to which a message belongs; default: the first. No nested arrays: Hazelcast could not
 * search them.
 */
const groupSchema = z.object({
  shares: z.array(z.object({ instance: z.string(), at: z.number() })),
  messages: z.array(z.object({ uuid: z.string(), msg: z.string(), share: z.int().optional() })),
});

/** Equal entries give equal texts, because a claim compares them. */
export function encodePending({ at, messages, isNew }: PendingEntry): string {
  return JSON.stringify({ at, messages: messages.map(({ uuid, msg }) => ({ uuid, msg })), isNew });
}

/**
 * @param value parsed, as the client returns it
 * @throws Error if it is not an entry of distq
 */
export function decodePending(value: unknown): PendingEntry {
  return pendingSchema.parse(value);
}

/** Equal entries give equal texts: a share is only added to an entry that has not changed since it was read. */
export function encodeDelivered(key: string, entry: DeliveredEntry): string {
  const [first, ...others] = entry;
  if (first?.uuid === key && others.length === 0) {
    const { instance, at, msg } = first;
    return JSON.stringify({ instance, at, msg });
  }
  const shares: { instance: string; at: number }[] = [];
  const messages = entry.map(({ uuid, msg, instance, at }) => {
    const last = shares.at(-1);
    if (last?.instance !== instance || last.at !== at) shares.push({ instance, at });
    return { uuid, msg, share: shares.length - 1 || undefined };
  });
  return JSON.stringify({ shares, messages });
}

/**
 * @param value parsed, as the client returns it
 * @throws Error if it is not an entry of distq
 */
export function decodeDelivered(key: string, value: unknown): DeliveredEntry {
  if (typeof value !== 'object' || value === null || !('shares' in value))
    return [{ uuid: key, ...loneSchema.parse(value) }];
  const { shares, messages } = groupSchema.parse(value);
  return messages.map(({ uuid, msg, share = 0 }) => {
    const settled = shares[share];
    if (settled === undefined) throw new Error(`message ${uuid} is in share ${share} of ${shares.length}`);
    return { uuid, msg, ...settled };
  });
}
