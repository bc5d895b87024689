import { setTimeout as sleep } from 'node:timers/promises';
import { HazelcastError, HazelcastSerializationError } from 'hazelcast-client';
import type { IQueue } from 'hazelcast-client';
import { HazelcastSource } from './hazelcast-source.ts';
import type { MessageSource } from './message-source.ts';

const idlePauseMs = 10;

/**
 * The queue in Hazelcast, for a consumer that has no ledger to tell it what it took. The answer to a poll dies with the member that gives it,
 * and then nobody knows which item is gone. So an item is read first and removed by its value; while that is not answered the item is in
 * doubt, and it is shown once it is gone, whoever removed it. So it arrives at least once.
 */
export class RemovingSource implements MessageSource {
  readonly #queue: IQueue<unknown>;
  readonly #polled: HazelcastSource;
  #inDoubt: string | undefined;

  constructor(queue: IQueue<unknown>) {
    this.#queue = queue;
    this.#polled = new HazelcastSource(queue);
  }

  async poll(timeoutMs: number): Promise<string | undefined> {
    const endMs = performance.now() + timeoutMs;
    for (;;) {
      const item = await this.#take();
      if (item !== undefined || performance.now() >= endMs) return item;
      await sleep(idlePauseMs);
    }
  }

  /** Nothing: one item at a time, so that a consumer that dies has no more in hand. */
  drain(): Promise<string[]> {
    return Promise.resolve([]);
  }

  /** @returns undefined if nothing is there */
  async #take(): Promise<string | undefined> {
    if (this.#inDoubt !== undefined) {
      const item = this.#inDoubt;
      await this.#remove(item);
      return item;
    }
    for (;;) {
      const head = await this.#head();
      if (head === undefined) return undefined;
      // Written by this client, another one's number or object may look different, and would not be found.
      if (typeof head !== 'string') return this.#polled.poll(0);
      if (await this.#remove(head)) return head;
    }
  }

  /** The next item; null if this client can't read it; undefined if there is none. */
  async #head(): Promise<unknown> {
    try {
      return (await this.#queue.peek()) ?? undefined;
    } catch (error) {
      if (isOfCluster(error)) throw error;
      return null;
    }
  }

  /** @returns whether it was there. If this throws, the item stays in doubt. */
  async #remove(item: string): Promise<boolean> {
    this.#inDoubt = item;
    const wasThere = await this.#queue.remove(item);
    this.#inDoubt = undefined;
    return wasThere;
  }
}

/** Else reading the answer failed: the client throws whatever its deserializers throw. */
function isOfCluster(error: unknown): boolean {
  return error instanceof HazelcastError && !(error instanceof HazelcastSerializationError);
}
