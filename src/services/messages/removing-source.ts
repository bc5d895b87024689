import type { SerializedQueue } from '../../broker/hazelcast/client/serialized-queue.ts';
import type { Clock } from '../../foundation/async/clock.ts';
import type { MessageSource } from './message-source.ts';

const idlePauseMs = 10;

/**
 * The queue in Hazelcast for a consumer without a ledger. If a member dies while it answers a poll, it is unknown which
 * item was removed. So an item is read first and then removed by its value. While the removal is not answered, the item
 * is in doubt; when it is no longer in the queue it is shown, even if another consumer removed it. So each item arrives
 * at least once.
 */
export class RemovingSource implements MessageSource {
  readonly #queue: Pick<SerializedQueue, 'peek' | 'remove'>;
  readonly #textOf: (item: Buffer) => string;
  readonly #clock: Pick<Clock, 'steadyMs' | 'sleep'>;
  #inDoubt: Buffer | undefined;

  constructor(
    queue: Pick<SerializedQueue, 'peek' | 'remove'>,
    textOf: (item: Buffer) => string,
    clock: Pick<Clock, 'steadyMs' | 'sleep'>,
  ) {
    this.#queue = queue;
    this.#textOf = textOf;
    this.#clock = clock;
  }

  async poll(timeoutMs: number): Promise<string | undefined> {
    const endMs = this.#clock.steadyMs() + timeoutMs;
    for (;;) {
      const item = await this.#take();
      if (item !== undefined) return this.#textOf(item);
      if (this.#clock.steadyMs() >= endMs) return undefined;
      await this.#clock.sleep(idlePauseMs);
    }
  }

  /** Returns nothing: one item at a time, so that a consumer that dies has polled only one. */
  drain(): Promise<string[]> {
    return Promise.resolve([]);
  }

  /** @returns undefined if the queue is empty */
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

  /** @returns whether it was in the queue. If this throws, the item stays in doubt. */
  async #remove(item: Buffer): Promise<boolean> {
    this.#inDoubt = item;
    const wasThere = await this.#queue.remove(item);
    this.#inDoubt = undefined;
    return wasThere;
  }
}
