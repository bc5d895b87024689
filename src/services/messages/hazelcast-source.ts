import type { SerializedQueue } from '../../broker/hazelcast/client/serialized-queue.ts';
import type { MessageSource } from './message-source.ts';

/** The queue in Hazelcast, as a consumer sees it. Each item is read alone, so that one that cannot be read takes no neighbour along. */
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
