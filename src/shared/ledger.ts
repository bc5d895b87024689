import { z } from 'zod';
import type { Envelope } from './envelope.ts';

/**
 * Names of the ledger's maps in Hazelcast; both hold JSON. A pending entry is keyed by its group's id, which is the message's uuid where a
 * message is alone; a delivered one by the message's uuid.
 */
export const ledgerMaps = { pending: 'message-pending-map', delivered: 'message-delivered-map' } as const;

/**
 * Keys of another producer's plain strings begin so in the delivered map: they have no uuid, and must be shown again after a
 * restart all the same.
 */
export const plainKeyPrefix = 'plain:';

/** Messages that were acknowledged together, or are about to be, and are not known to be shown. */
export interface PendingEntry {
  /** When they were pended or last claimed by a relay, in ms since the epoch. */
  at: number;
  messages: readonly Envelope[];
}

/** Which messages-service shows a message. Written once and never changed. */
export interface DeliveredEntry {
  instance: string;
  /** In ms since the epoch. */
  at: number;
  msg: string;
}

const pendingSchema = z.object({
  at: z.number(),
  messages: z.array(z.object({ uuid: z.string(), msg: z.string() })),
});
const deliveredSchema = z.object({ instance: z.string(), at: z.number(), msg: z.string() });

/** The same text for the same entry, since a claim compares it. */
export function encodePending({ at, messages }: PendingEntry): string {
  return JSON.stringify({ at, messages: messages.map(({ uuid, msg }) => ({ uuid, msg })) });
}

/**
 * @param value as the client gives it: parsed
 * @throws Error if it is none of ours.
 */
export function decodePending(value: unknown): PendingEntry {
  return pendingSchema.parse(value);
}

export function encodeDelivered({ instance, at, msg }: DeliveredEntry): string {
  return JSON.stringify({ instance, at, msg });
}

/**
 * @param value as the client gives it: parsed
 * @throws Error if it is none of ours.
 */
export function decodeDelivered(value: unknown): DeliveredEntry {
  return deliveredSchema.parse(value);
}
