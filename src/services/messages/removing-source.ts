import { setTimeout as sleep } from 'node:timers/promises';
import type { SerializedQueue } from '../../broker/hazelcast/client/serialized-queue.ts';
import type { MessageSource } from './message-source.ts';

const idlePauseMs = 10;

/**
 * The queue in Hazelcast, for a consumer that has no ledger to tell it what it took. The answer to a poll dies with the member that gives it,
 * and then nobody knows which item is gone. So an item is read first and removed by its value, whatever it is; while that is not answered the item is in
 * doubt, and it is shown once it is gone, no matter which consumer removed it. So it arrives at least once.
 */
export class RemovingSource implements MessageSource {
  readonly #queue: Pick<SerializedQueue, 'peek' | 'remove'>;
  readonly #textOf: (item: Buffer) => string;
  #inDoubt: Buffer | undefined;

  constructor(queue: Pick<SerializedQueue, 'peek' | 'remove'>, textOf: (item: Buffer) => string) {
    this.#queue = queue;
    this.#textOf = textOf;
  }

  async poll(timeoutMs: number): Promise<string | undefined> {
    const endMs = performance.now() + timeoutMs;
    for (;;) {
      const item = await this.#take();
      if (item !== undefined) return this.#textOf(item);
      if (performance.now() >= endMs) return undefined;
      await sleep(idlePauseMs);
    }
  }

  /** Nothing: one item at a time, so that a consumer that dies has no more in hand. */
  drain(): Promise<string[]> {
    return Promise.resolve([]);
  }

  /** @returns undefined if nothing is there */
  async #take(): Promise<Buffer | undefined> {
    if (this.#inDoubt !== undefined) {
      const item = this.#inDoubt;
      await this.#remove(item);
      return item;
    }
    for (;;) {
      const head = await this.#queue.peek();
      if (head === undefined || (await this.#remove(head))) return head;
    }
  }

  /** @returns whether it was there. If this throws, the item stays in doubt. */
  async #remove(item: Buffer): Promise<boolean> {
    this.#inDoubt = item;
    const wasThere = await this.#queue.remove(item);
    this.#inDoubt = undefined;
    return wasThere;
  }
}
