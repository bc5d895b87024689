import { IllegalStateError } from 'hazelcast-client';
import type { IQueue } from 'hazelcast-client';
import { itemText } from './item-text.ts';
import type { MessageQueue } from './message-queue.ts';

/** The Hazelcast queue, for producers. */
export class HazelcastQueue implements MessageQueue {
  readonly #queue: IQueue<string>;

  constructor(queue: IQueue<string>) {
    this.#queue = queue;
  }

  offer(item: string): Promise<boolean> {
    return this.#queue.offer(item, 0);
  }

  async addAll(items: string[]): Promise<boolean> {
    try {
      return await this.#queue.addAll(items);
    } catch (error) {
      // Measured: unlike offer, it throws instead of returning `false` if there is no room for all, and adds none.
      if (error instanceof IllegalStateError && error.message.includes('Queue full')) return false;
      throw error;
    }
  }

  async peek(): Promise<string | undefined> {
    const item: unknown = await this.#queue.peek();
    return item === null || item === undefined ? undefined : itemText(item);
  }
}
