import type { DeliveredEntry, PendingEntry } from '../../shared/ledger.ts';
import type { Message } from '../message.ts';

export interface Pending extends PendingEntry {
  uuid: string;
}

/**
 * What is known of every message's delivery, kept by the cluster. Each operation is atomic for one key; an operation that rejects
 * may have been carried out all the same.
 */
export interface Ledger {
  /** Writes pending entries; to do it again changes nothing but their time. */
  pend(messages: readonly Message[], atMs: number): Promise<void>;
  pendedAt(uuid: string): Promise<number | undefined>;
  /** Some of the entries older than that. */
  pendingBefore(beforeMs: number, max: number): Promise<Pending[]>;
  /** Renews the entry's time unless it changed meanwhile: of several that try, one gets true. */
  claim(pending: Pending, atMs: number): Promise<boolean>;
  unpend(keys: readonly string[]): Promise<void>;
  /** Records who shows the message unless that is settled; undefined if it did, else what was settled before. */
  record(key: string, entry: DeliveredEntry): Promise<DeliveredEntry | undefined>;
  recorded(keys: readonly string[]): Promise<ReadonlyMap<string, DeliveredEntry>>;
  recordedBy(instance: string): Promise<[key: string, entry: DeliveredEntry][]>;
  /** Those of the keys that are pending or delivered. */
  known(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether this error of an operation proves that it was not and will not be carried out. */
  isSurelyUndone(error: unknown): boolean;
}
