import { setTimeout as sleep } from 'node:timers/promises';
import { withDeadline } from '../../foundation/async/wait-for.ts';
import type { Deadline } from '../call/deadline.ts';
import { encodeEnvelope, type ItemForm } from '../../protocol/envelope.ts';
import type { Message } from '../queue/message.ts';
import type { MessageQueue } from '../queue/message-queue.ts';
import type { Delivery, Outcome } from './delivery.ts';

const retryPauseMs = 25;

/**
 * Delivery by the queue alone. Repeats an offer with unknown outcome, so a message arrives at least once unless its
 * consumer dies: that loses the messages that it had polled.
 */
export class RawDelivery implements Delivery {
  readonly #queue: MessageQueue;
  readonly #itemOf: (message: Message) => string;

  /** @param items `text`: for consumers that do not know our envelope. Messages of equal text are then one to the queue. */
  constructor(queue: MessageQueue, items: ItemForm = 'envelope') {
    this.#queue = queue;
    this.#itemOf = items === 'text' ? ({ msg }) => msg : encodeEnvelope;
  }

  async deliver(messages: readonly Message[], deadline: Deadline): Promise<Outcome[]> {
    const items = messages.map((message) => this.#itemOf(message));
    const outcome = await this.#add(items, deadline);
    if (outcome !== 'full' || items.length === 1) return items.map(() => outcome);
    // No room for all: offer them one by one.
    return Promise.all(items.map((item) => this.#add([item], deadline)));
  }

  /**
   * Only the messages still in the queue. Whether the others were ever offered is unknown, and a duplicate is better
   * than a loss.
   */
  async taken(messages: readonly Message[], deadline: Deadline): Promise<ReadonlySet<string>> {
    const waits = await within(
      deadline.leftMs / 2,
      Promise.all(messages.map((message) => this.#queue.contains(this.#itemOf(message)))),
    );
    return new Set(messages.filter((_, index) => waits[index]).map(({ uuid }) => uuid));
  }

  mayRepeat(): boolean {
    return true;
  }

  /** Adds all or none of the items. */
  async #add(items: string[], deadline: Deadline): Promise<Outcome> {
    let isUnknown = false;
    for (;;) {
      try {
        if (isUnknown && (await this.#isThere(items, deadline))) return 'delivered';
        const isAdded = await within(deadline.leftMs, this.#offer(items));
        if (isAdded) return 'delivered';
        if (!isUnknown) return 'full';
      } catch {
        isUnknown = true;
      }
      if (deadline.leftMs <= retryPauseMs) return 'unknown';
      await sleep(retryPauseMs);
    }
  }

  #offer(items: string[]): Promise<boolean> {
    const [first] = items;
    return items.length === 1 && first !== undefined ? this.#queue.offer(first) : this.#queue.addAll(items);
  }

  /**
   * Whether an addition with unknown outcome was executed. The last item shows it: all are added together and removed
   * from the front. Also false if all were already removed; then they arrive twice.
   */
  async #isThere(items: string[], deadline: Deadline): Promise<boolean> {
    const last = items.at(-1);
    return last !== undefined && (await within(deadline.leftMs, this.#queue.contains(last)));
  }
}

function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  return withDeadline('the queue', timeoutMs, work);
}
