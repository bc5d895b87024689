import type { Clock } from '../../foundation/async/clock.ts';
import { encodeEnvelope, type ItemForm } from '../../protocol/envelope.ts';
import type { Deadline } from '../call/deadline.ts';
import type { Message } from '../queue/message.ts';
import type { MessageQueue } from '../queue/message-queue.ts';
import type { StageRing } from '../trace/stage-ring.ts';
import type { Delivery, Outcome } from './delivery.ts';

interface RawDeliveryDeps {
  /** Its additions must fail if their backup was not acknowledged (role `producer`). */
  queue: Pick<MessageQueue, 'offer' | 'addAll'>;
  clock: Pick<Clock, 'sleep'>;
  /** `text`: for consumers that do not know our envelope. Messages of equal text are then one to the queue. Default: envelope. */
  items?: ItemForm | undefined;
  stages?: StageRing | undefined;
}

const offerStages = { delivered: 'offered', full: 'queue-full', unknown: 'offer-unknown' } as const;

// In ms. The pause doubles: each repetition may leave one more item, in particular at an owner that is cut off.
const firstPauseMs = 25;
const longestPauseMs = 500;

/**
 * Delivery by the queue alone. Repeats an offer with unknown outcome until one is acknowledged with its backup, so a
 * message arrives at least once unless its consumer dies: that loses the messages that it had polled.
 *
 * It never asks whether the queue contains an item: an owner that is cut off from its backup says yes, and loses the
 * item when the cluster is whole again. See docs/decisions/0027-only-an-acknowledged-write-counts.md.
 */
export class RawDelivery implements Delivery {
  readonly #deps: RawDeliveryDeps;
  readonly #itemOf: (message: Message) => string;

  constructor(deps: RawDeliveryDeps) {
    this.#deps = deps;
    this.#itemOf = deps.items === 'text' ? ({ msg }) => msg : encodeEnvelope;
  }

  async deliver(messages: readonly Message[], deadline: Deadline): Promise<Outcome[]> {
    const outcomes = await this.#offerAll(messages, deadline);
    for (const [index, { uuid }] of messages.entries())
      this.#deps.stages?.add(offerStages[outcomes[index] ?? 'unknown'], uuid);
    return outcomes;
  }

  async #offerAll(messages: readonly Message[], deadline: Deadline): Promise<Outcome[]> {
    const items = messages.map((message) => this.#itemOf(message));
    const outcome = await this.#add(items, deadline);
    if (outcome !== 'full' || items.length === 1) return items.map(() => outcome);
    // No room for all: offer them one by one.
    return Promise.all(items.map((item) => this.#add([item], deadline)));
  }

  /** None: nothing tells whether an earlier attempt offered them, and a duplicate is better than a loss. */
  taken(): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set());
  }

  mayRepeat(): boolean {
    return true;
  }

  /** Adds all or none of the items, perhaps more than once. */
  async #add(items: string[], deadline: Deadline): Promise<Outcome> {
    let isUnknown = false;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        const isAdded = await deadline.bound('the queue', this.#offer(items));
        if (isAdded) return 'delivered';
        if (!isUnknown) return 'full';
      } catch {
        isUnknown = true;
      }
      if (deadline.leftMs <= pauseMs) return 'unknown';
      await this.#deps.clock.sleep(pauseMs);
    }
  }

  #offer(items: string[]): Promise<boolean> {
    const { queue } = this.#deps;
    const [first] = items;
    return items.length === 1 && first !== undefined ? queue.offer(first) : queue.addAll(items);
  }
}
