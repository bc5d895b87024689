import { groupUuid } from '../../protocol/uuid.ts';

interface UuidPoolOptions {
  /** Random: of version 4. */
  newUuid: () => string;
  /** Partition of a Hazelcast map entry with that key. */
  partitionOf: (uuid: string) => number;
}

/** Pool size: about a hundred for each of the lab's 31 partitions, as many as a group of posts needs. */
const stock = 4_096;

/**
 * Random UUIDs (see groupUuid) for messages that are written together, sorted so that those of one group share
 * partitions: Hazelcast then needs one operation instead of one per partition. Over many groups the load is spread over
 * all partitions.
 */
export class UuidPool {
  readonly #options: UuidPoolOptions;
  readonly #byPartition = new Map<number, string[]>();
  #size = 0;

  constructor(options: UuidPoolOptions) {
    this.#options = options;
  }

  /** @returns this many, each only once, from as few partitions as the pool allows; a single one is from any */
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

  /**
   * Generates as many as were taken, and a few more until the pool is full: generating all at once would delay the
   * start.
   */
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
