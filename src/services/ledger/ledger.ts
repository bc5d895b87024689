import type { DeliveredEntry, PendingEntry } from '../../shared/ledger.ts';

/** Messages that were pended together. */
export interface PendingGroup extends PendingEntry {
  /** The message's uuid where it is alone. */
  id: string;
}

/**
 * What is known of every message's delivery, kept by the cluster. Each operation is atomic for one entry; an operation that rejects
 * may have been carried out all the same.
 */
export interface Ledger {
  /** Writes a pending entry; to do it again changes nothing but its time. */
  pend(group: PendingGroup): Promise<void>;
  pendedAt(groupId: string): Promise<number | undefined>;
  /** The entries older than that, some at a time. */
  pendingBefore(beforeMs: number): AsyncIterable<PendingGroup[]>;
  /** Renews the entry's time unless it changed meanwhile: of several that try, one gets true. */
  claim(group: PendingGroup, atMs: number): Promise<boolean>;
  /** Removes entries with all that is in them. */
  unpend(groupIds: readonly string[]): Promise<void>;
  /** Takes these messages out of an entry, and removes it when none is left. */
  strike(groupId: string, uuids: readonly string[]): Promise<void>;
  /** Records who shows the message unless that is settled; undefined if it did, else what was settled before. */
  record(key: string, entry: DeliveredEntry): Promise<DeliveredEntry | undefined>;
  recorded(keys: readonly string[]): Promise<ReadonlyMap<string, DeliveredEntry>>;
  /** All that is recorded for an instance, some at a time, in no order. */
  recordedBy(instance: string): AsyncIterable<[key: string, entry: DeliveredEntry][]>;
  /** Those of the uuids that are pending or delivered. */
  known(uuids: readonly string[]): Promise<ReadonlySet<string>>;
}
