import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoint } from '../../shared/crash-point.ts';
import { encodeEnvelope } from '../../shared/envelope.ts';
import { withDeadline } from '../../shared/wait.ts';
import type { Deadline } from '../deadline.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Message } from '../message.ts';
import type { MessageQueue } from '../message-queue.ts';
import type { Delivery, Outcome } from './delivery.ts';

type OfferOutcome = 'added' | 'full' | 'unknown';

/** Messages that are offered together, and then pended under one key. */
interface OfferedGroup {
  id: string;
  messages: readonly Message[];
  offer: OfferOutcome;
}

interface LedgerDeliveryDeps {
  queue: MessageQueue;
  ledger: Ledger;
  /** In ms since the epoch. */
  nowMs: () => number;
  newUuid: () => string;
}

const retryPauseMs = 50;

/**
 * Delivery by the queue, with a pending entry for each group of messages until they are shown: the queue is the way, the ledger is the
 * truth. The offer comes first, so that a message that a full queue refuses leaves nothing behind; one whose offer failed is offered
 * again by the relays of the messages-services. See docs/delivery.md.
 */
export class LedgerDelivery implements Delivery {
  readonly #deps: LedgerDeliveryDeps;

  constructor(deps: LedgerDeliveryDeps) {
    this.#deps = deps;
  }

  async deliver(messages: readonly Message[], deadline: Deadline): Promise<Outcome[]> {
    const groups = await this.#offer(messages, deadline);
    crashPoint('after-offer-before-pend');
    const outcomes = await Promise.all(groups.map((group) => this.#settle(group, deadline)));
    crashPoint('after-pend-before-answer');
    return outcomes.flat();
  }

  /**
   * Pends them again, since a record alone does not prove that the message is shown: its instance may have died while it was on its
   * way, and have been started again before it arrived. The relay of that instance sees to it.
   */
  async taken(messages: readonly Message[], deadline: Deadline): Promise<ReadonlySet<string>> {
    const { ledger, nowMs } = this.#deps;
    const take = async (): Promise<ReadonlySet<string>> => {
      const known = await ledger.known(messages.map(({ uuid }) => uuid));
      const there = messages.filter(({ uuid }) => known.has(uuid));
      await Promise.all(
        there.map((message) => ledger.pend({ id: message.uuid, at: nowMs(), messages: [message] })),
      );
      return known;
    };
    try {
      return await withDeadline('the ledger', deadline.leftMs / 2, take());
    } catch {
      // Delivered again, then: the messages-services settle which one is shown.
      return new Set();
    }
  }

  /** In the order of the messages. */
  async #offer(messages: readonly Message[], deadline: Deadline): Promise<OfferedGroup[]> {
    if (messages.length > 1) {
      const id = this.#deps.newUuid();
      const group = { id, size: messages.length };
      const items = messages.map((message) => encodeEnvelope(message, group));
      const offer = await this.#add(items, deadline);
      if (offer !== 'full') return [{ id, messages, offer }];
    }
    // There is one, or no room for all: whatever fits goes in, each on its own.
    return Promise.all(
      messages.map(async (message) => ({
        id: message.uuid,
        messages: [message],
        offer: await this.#add([encodeEnvelope(message)], deadline),
      })),
    );
  }

  /** Adds all or none of the items. Tried once: the relays see to the rest. */
  async #add(items: string[], deadline: Deadline): Promise<OfferOutcome> {
    const { queue } = this.#deps;
    const [first] = items;
    const adding = items.length === 1 && first !== undefined ? queue.offer(first) : queue.addAll(items);
    try {
      // A member that hangs must leave time to pend.
      return (await withDeadline('the queue', deadline.leftMs / 2, adding)) ? 'added' : 'full';
    } catch {
      return 'unknown';
    }
  }

  async #settle(group: OfferedGroup, deadline: Deadline): Promise<Outcome[]> {
    const outcome = group.offer === 'full' ? 'full' : await this.#pend(group, deadline);
    return group.messages.map(() => outcome);
  }

  /** Whatever became of the offer, a pended message arrives: the relays see to it. */
  async #pend({ id, messages }: OfferedGroup, deadline: Deadline): Promise<Outcome> {
    const { ledger, nowMs } = this.#deps;
    for (;;) {
      try {
        await withDeadline('the ledger', deadline.leftMs, ledger.pend({ id, at: nowMs(), messages }));
        return 'delivered';
      } catch {
        if (deadline.leftMs <= retryPauseMs) return 'unknown';
      }
      await sleep(retryPauseMs);
    }
  }
}
