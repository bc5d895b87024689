import type { SerializedQueue } from '../../broker/hazelcast/client/serialized-queue.ts';
import type { MessageSource } from './message-source.ts';

/**
 * The queue in Hazelcast, for consumers. Each item is deserialized separately, so that an unreadable item does not
 * affect others.
 */
export class HazelcastSource implements MessageSource {
  readonly #queue: Pick<SerializedQueue, 'poll' | 'drain'>;
  readonly #textOf: (item: Buffer) => string;

  constructor(queue: Pick<SerializedQueue, 'poll' | 'drain'>, textOf: (item: Buffer) => string) {
    this.#queue = queue;
    this.#textOf = textOf;
  }

  async poll(timeoutMs: number): Promise<string | undefined> {
    const item = await this.#queue.poll(timeoutMs);
    return item === undefined ? undefined : this.#textOf(item);
  }

  async drain(maxItems: number): Promise<string[]> {
    return (await this.#queue.drain(maxItems)).map(this.#textOf);
  }
}
