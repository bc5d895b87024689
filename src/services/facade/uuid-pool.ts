import { groupUuid } from '../../protocol/uuid.ts';

interface UuidPoolOptions {
  /** Random: of version 4. */
  newUuid: () => string;
  /** Of the entry that a map of Hazelcast has under that key. */
  partitionOf: (uuid: string) => number;
}

/** In stock: some hundred for each of the lab's 31 partitions, as many as a group of posts takes. */
const stock = 4_096;

/**
 * Random UUIDs (see groupUuid) for messages that are written together, sorted so that those of one group share partitions: Hazelcast then carries out one
 * operation for all of them instead of one for each partition. Over many groups every partition gets its share.
 */
export class UuidPool {
  readonly #options: UuidPoolOptions;
  readonly #byPartition = new Map<number, string[]>();
  #size = 0;

  constructor(options: UuidPoolOptions) {
    this.#options = options;
  }

  /** @returns so many, each only once, from as few partitions as the stock allows; one alone is from any */
  take(count: number): string[] {
    if (count === 1) return [this.#options.newUuid()];
    this.#stockUp(count);
    const taken: string[] = [];
    while (taken.length < count) {
      const some = this.#fullest().splice(taken.length - count);
      this.#size -= some.length;
      taken.push(...some);
    }
    return taken;
  }

  /** Makes as many as are taken, and some more until the stock is full: all at once they would hold up a start. */
  #stockUp(count: number): void {
    const wanted = Math.max(count, Math.min(stock, this.#size + 2 * count));
    for (; this.#size < wanted; this.#size += 1) {
      const uuid = groupUuid(this.#options.newUuid());
      const partition = this.#options.partitionOf(uuid);
      const uuids = this.#byPartition.get(partition);
      if (uuids === undefined) this.#byPartition.set(partition, [uuid]);
      else uuids.push(uuid);
    }
  }

  #fullest(): string[] {
    let fullest: string[] = [];
    for (const uuids of this.#byPartition.values()) if (uuids.length > fullest.length) fullest = uuids;
    return fullest;
  }
}
