import { ClientOfflineError, IllegalStateError } from 'hazelcast-client';
import type { IQueue } from 'hazelcast-client';
import type { MessageQueue } from './message-queue.ts';

/** The queue in Hazelcast, as a producer sees it. */
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
      // Measured: unlike an offer, it answers no `false` when there is no room for all; it adds none.
      if (error instanceof IllegalStateError && error.message.includes('Queue full')) return false;
      throw error;
    }
  }

  contains(item: string): Promise<boolean> {
    return this.#queue.contains(item);
  }

  isSurelyUndone(error: unknown): boolean {
    return error instanceof ClientOfflineError;
  }
}
