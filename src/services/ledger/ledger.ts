import type { DeliveredEntry, PendingEntry, Settled, Share } from '../../protocol/ledger-entries.ts';

/** Messages that were marked pending together. */
export interface PendingGroup extends PendingEntry {
  /** The message's UUID if it is a single message. */
  id: string;
}

/**
 * The delivery state of every message, stored in the cluster. Each operation is atomic for one entry; a rejected
 * operation may still have been executed.
 */
export interface Ledger {
  /** Writes a pending entry; a repetition changes only its time. */
  markPending(group: PendingGroup): Promise<void>;
  pendingSince(groupId: string): Promise<number | undefined>;
  /** The entries older than that time, in pages. */
  pendingBefore(beforeMs: number): AsyncIterable<PendingGroup[]>;
  /** Renews the entry's time unless it was changed meanwhile: of several callers, only one gets true. */
  claim(group: PendingGroup, atMs: number): Promise<boolean>;
  /** Removes entries with all their messages. */
  clearPending(groupIds: readonly string[]): Promise<void>;
  /** Removes these messages from an entry, and the entry when none is left. */
  strike(groupId: string, uuids: readonly string[]): Promise<void>;
  /**
   * Records the messages of the share that are not settled yet.
   * @returns everything that is settled under that key from then on, even if one member dies
   */
  record(key: string, share: Share): Promise<DeliveredEntry>;
  /** What is settled under those keys, by UUID. It may be on a single member, if its record was not confirmed. */
  recorded(keys: readonly string[]): Promise<ReadonlyMap<string, Settled>>;
  /**
   * Everything recorded for an instance, in pages and in no order.
   * @param isUnsure whether a record may be on a single member; then it is recorded once more before it counts
   */
  recordedBy(instance: string, isUnsure: (settled: Settled) => boolean): AsyncIterable<Settled[]>;
  /** The UUIDs that are pending or delivered, and whether the record of each is stored by UUID or by group. */
  known(uuids: readonly string[]): Promise<ReadonlyMap<string, 'uuid' | 'group'>>;
}
