/**
 * A map of JSON texts in the cluster. Each operation is atomic for its entry. A rejected operation may still have been
 * executed, perhaps later; its write may be on one member only, and is lost if that member dies.
 */
interface JsonMap {
  /** @returns the parsed text; undefined: there is no entry */
  get(key: string): Promise<unknown>;
  /** @returns the earlier value, which stays; undefined: the text was stored */
  putIfAbsent(key: string, json: string): Promise<unknown>;
  /** @returns whether the entry had the text `before` and was replaced */
  replaceIfSame(key: string, before: string, after: string): Promise<boolean>;
}

type Entries = [key: string, value: unknown][];

export interface PendingMap extends JsonMap {
  set(key: string, json: string): Promise<void>;
  delete(key: string): Promise<void>;
  removeIfSame(key: string, before: string): Promise<boolean>;
  /** The entries whose `at` is before that time, in pages. */
  olderThan(beforeMs: number): AsyncIterable<Entries>;
  /** The entries that contain one of these messages. */
  holding(uuids: readonly string[]): Promise<Entries>;
}

export interface DeliveredMap extends JsonMap {
  has(key: string): Promise<boolean>;
  getAll(keys: readonly string[]): Promise<Entries>;
  /** The entries of groups that contain one of these messages. The members search everything that is recorded. */
  groupsHolding(uuids: readonly string[]): Promise<Entries>;
  /** All entries, in pages and in no order. */
  entries(): AsyncIterable<Entries>;
}
