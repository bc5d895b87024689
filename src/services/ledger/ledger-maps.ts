import type { Settled } from '../../protocol/ledger-entries.ts';

/**
 * A map of JSON texts, kept by the cluster. Each operation is atomic for its entry. One that rejects may still have been carried out,
 * perhaps later; what it has written may be with one member alone, and is gone when that one dies.
 */
interface JsonMap {
  /** @returns what the text stands for; undefined: there is no entry */
  get(key: string): Promise<unknown>;
  /** @returns what was there before and stays; undefined: the text is there now */
  putIfAbsent(key: string, json: string): Promise<unknown>;
  /** @returns whether it was replaced: its text was this one */
  replaceIfSame(key: string, before: string, after: string): Promise<boolean>;
}

type Entries = [key: string, value: unknown][];

export interface PendingMap extends JsonMap {
  set(key: string, json: string): Promise<void>;
  delete(key: string): Promise<void>;
  removeIfSame(key: string, before: string): Promise<boolean>;
  /** Those whose `at` is before that, some at a time. */
  olderThan(beforeMs: number): AsyncIterable<Entries>;
  /** Those that hold one of these messages. */
  holding(uuids: readonly string[]): Promise<Entries>;
}

export interface DeliveredMap extends JsonMap {
  has(key: string): Promise<boolean>;
  getAll(keys: readonly string[]): Promise<Entries>;
  /** Those of groups that hold one of these messages: it takes the members through everything that is recorded. */
  groupsHolding(uuids: readonly string[]): Promise<Entries>;
  /** All of it, some at a time and in no order. */
  settled(): AsyncIterable<Settled[]>;
}
