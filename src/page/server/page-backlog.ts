import type { Backlog } from '../../foundation/async/channel.ts';
import type { PageMessage } from '../wire/page-message.ts';

/** A browser that is this many messages behind gets a new snapshot. */
const mostKept = 500;

/**
 * Messages that a browser has not read yet. Above the limit a new snapshot replaces them, so a browser that stopped
 * reading cannot fill the memory.
 */
export class PageBacklog implements Backlog<PageMessage> {
  readonly #snapshot: () => PageMessage;
  readonly #most: number;
  #messages: PageMessage[];
  #snapshotDue: boolean;

  /**
   * @param snapshot of the state at the time of the call
   * @param missed what a browser that comes back has missed; undefined: it begins with a snapshot
   */
  constructor(snapshot: () => PageMessage, missed: readonly PageMessage[] | undefined, most = mostKept) {
    this.#snapshot = snapshot;
    this.#messages = [...(missed ?? [])];
    this.#snapshotDue = missed === undefined;
    this.#most = most;
  }

  push(message: PageMessage): void {
    if (this.#snapshotDue) return;
    if (this.#messages.push(message) <= this.#most) return;
    this.#messages = [];
    this.#snapshotDue = true;
  }

  shift(): PageMessage | undefined {
    if (!this.#snapshotDue) return this.#messages.shift();
    this.#snapshotDue = false;
    return this.#snapshot();
  }
}
