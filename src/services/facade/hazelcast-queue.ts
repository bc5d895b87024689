import { ClientOfflineError } from 'hazelcast-client';
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

  addAll(items: string[]): Promise<boolean> {
    return this.#queue.addAll(items);
  }

  contains(item: string): Promise<boolean> {
    return this.#queue.contains(item);
  }

  isSurelyUndone(error: unknown): boolean {
    return error instanceof ClientOfflineError;
  }
}
