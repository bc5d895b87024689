import type { DeliveredEntry, PendingEntry, Settled, Share } from '../../protocol/ledger-entries.ts';

/** Messages that were marked pending together. */
export interface PendingGroup extends PendingEntry {
  /** The message's uuid where it is alone. */
  id: string;
}

/**
 * What is known of every message's delivery, kept by the cluster. Each operation is atomic for one entry; an operation that rejects
 * may still have been carried out.
 */
export interface Ledger {
  /** Writes a pending entry; to do it again changes nothing but its time. */
  markPending(group: PendingGroup): Promise<void>;
  pendingSince(groupId: string): Promise<number | undefined>;
  /** The entries older than that, some at a time. */
  pendingBefore(beforeMs: number): AsyncIterable<PendingGroup[]>;
  /** Renews the entry's time unless it changed meanwhile: of several that try, one gets true. */
  claim(group: PendingGroup, atMs: number): Promise<boolean>;
  /** Removes entries with all that is in them. */
  clearPending(groupIds: readonly string[]): Promise<void>;
  /** Takes these messages out of an entry, and removes it when none is left. */
  strike(groupId: string, uuids: readonly string[]): Promise<void>;
  /**
   * Records those messages of the share of which nothing is settled.
   * @returns all that is settled under that key from then on, also if one member dies
   */
  record(key: string, share: Share): Promise<DeliveredEntry>;
  /** By uuid what is settled under those keys. It may be on a single member, if its record was not confirmed. */
  recorded(keys: readonly string[]): Promise<ReadonlyMap<string, Settled>>;
  /** All that is recorded for an instance, some at a time, in no order. */
  recordedBy(instance: string): AsyncIterable<Settled[]>;
  /** Those of the uuids that are pending or delivered, and what the record of each is kept by. */
  known(uuids: readonly string[]): Promise<ReadonlyMap<string, 'uuid' | 'group'>>;
}
