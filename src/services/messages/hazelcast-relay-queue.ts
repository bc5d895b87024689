import type { IQueue } from 'hazelcast-client';
import type { RelayQueue } from './relay.ts';

/** The queue in Hazelcast, as a relay sees it. */
export class HazelcastRelayQueue implements RelayQueue {
  readonly #queue: IQueue<string>;

  constructor(queue: IQueue<string>) {
    this.#queue = queue;
  }

  async peek(): Promise<string | undefined> {
    const item: unknown = await this.#queue.peek();
    if (item === null || item === undefined) return undefined;
    return typeof item === 'string' ? item : JSON.stringify(item);
  }

  offer(item: string): Promise<boolean> {
    return this.#queue.offer(item, 0);
  }
}
