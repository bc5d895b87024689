import { decodeEnvelope } from '../../shared/envelope.ts';
import type { Received } from '../message.ts';

/** What this instance received: a set by uuid, in the order of arrival. */
export class Inbox {
  readonly received: Received[] = [];
  readonly #uuids = new Set<string>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Keeps the queue item, unless its uuid is here already. */
  add(item: string): { message: Received; isDuplicate: boolean } {
    const message = { ...decodeEnvelope(item), at: this.#now().toISOString() };
    const isDuplicate = message.uuid !== null && this.#uuids.has(message.uuid);
    if (message.uuid !== null) this.#uuids.add(message.uuid);
    if (!isDuplicate) this.received.push(message);
    return { message, isDuplicate };
  }

  texts(): string[] {
    return this.received.map(({ msg }) => msg);
  }
}
