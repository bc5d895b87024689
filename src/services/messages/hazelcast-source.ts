import type { IQueue } from 'hazelcast-client';
import { itemText } from '../item-text.ts';
import type { MessageSource } from './message-source.ts';

/** The queue in Hazelcast, as a consumer sees it. */
export class HazelcastSource implements MessageSource {
  readonly #queue: IQueue<unknown>;

  constructor(queue: IQueue<unknown>) {
    this.#queue = queue;
  }

  async poll(timeoutMs: number): Promise<string | undefined> {
    const item = await this.#queue.poll(timeoutMs);
    return item === null || item === undefined ? undefined : itemText(item);
  }

  async drain(maxItems: number): Promise<string[]> {
    const items: unknown[] = [];
    await this.#queue.drainTo(items, maxItems);
    return items.map(itemText);
  }
}
