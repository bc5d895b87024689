import { decodeEnvelope } from '../../shared/envelope.ts';
import type { Received } from '../message.ts';

/** What this instance received: a set by uuid, in the order of arrival. */
export class Inbox {
  readonly received: Received[] = [];
  readonly #keys = new Set<string>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Keeps the queue item, unless its uuid is here already. */
  add(item: string): { message: Received; isDuplicate: boolean } {
    const message = { ...decodeEnvelope(item), at: this.#now().toISOString() };
    return { message, isDuplicate: !this.show(message) };
  }

  /**
   * Shows the message, unless it is here already.
   * @param key what it is known by; null: nothing, and it is always new
   * @returns whether it is new
   */
  show(message: Received, key: string | null = message.uuid): boolean {
    if (key !== null && this.#keys.has(key)) return false;
    if (key !== null) this.#keys.add(key);
    this.received.push(message);
    return true;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  texts(): string[] {
    return this.received.map(({ msg }) => msg);
  }
}
