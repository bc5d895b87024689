import { crashPoint } from '../../protocol/crash-point.ts';
import { encodeEnvelope } from '../../protocol/envelope.ts';
import { isGroupUuid } from '../../protocol/uuid.ts';
import type { Clock } from '../../foundation/async/clock.ts';
import type { Deadline } from '../call/deadline.ts';
import type { Ledger, PendingGroup } from '../ledger/ledger.ts';
import { takenMessages } from '../http/request-limits.ts';
import type { Message, PostedMessage } from '../queue/message.ts';
import type { MessageQueue } from '../queue/message-queue.ts';
import type { Delivery, Outcome } from './delivery.ts';

type OfferOutcome = 'added' | 'full' | 'unknown';

/** Messages that are offered together, and then marked pending under one key. */
type DeliveryGroup = Omit<PendingGroup, 'at'>;

interface LedgerDeliveryDeps {
  queue: MessageQueue;
  ledger: Ledger;
  clock: Pick<Clock, 'nowMs' | 'sleep'>;
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

  async deliver(messages: readonly PostedMessage[], deadline: Deadline): Promise<Outcome[]> {
    const groups = this.#groupsOf(messages);
    const refused = await this.#offer(groups, deadline);
    crashPoint('after-offer-before-mark-pending');
    const outcomes = new Map<Message, Outcome>([...refused].map((message) => [message, 'full']));
    await Promise.all(
      groups.map(async (group) => {
        const offered = group.messages.filter((message) => !refused.has(message));
        if (offered.length === 0) return;
        const outcome = await this.#markPending({ ...group, messages: offered }, deadline);
        for (const message of offered) outcomes.set(message, outcome);
      }),
    );
    crashPoint('after-mark-pending-before-answer');
    return messages.map((message) => outcomes.get(message) ?? 'unknown');
  }

  /**
   * Marks them pending again, since a record alone does not prove that the message is shown: its instance may have died while it was on its
   * way, and have been started again before it arrived. The relay of that instance sees to it. (The uuid of a message of a new group is
   * not known to anybody before that is marked pending.)
   */
  async taken(messages: readonly Message[], deadline: Deadline): Promise<ReadonlySet<string>> {
    const { ledger, clock } = this.#deps;
    const take = async (): Promise<ReadonlySet<string>> => {
      const known = await ledger.known(messages.map(({ uuid }) => uuid));
      const there = messages.filter(({ uuid }) => known.get(uuid) === 'uuid');
      await Promise.all(
        there.map((message) =>
          ledger.markPending({ id: message.uuid, at: clock.nowMs(), messages: [message] }),
        ),
      );
      return new Set(known.keys());
    };
    return deadline.bound('the ledger', take(), 1 / 2);
  }

  /** The record settles it, unless that is kept by group: an item without the group would not find it. */
  mayRepeat(uuid: string): boolean {
    return !isGroupUuid(uuid);
  }

  /** New messages in groups of their own, since they are recorded together, and of no more than a consumer has in hand at once. */
  #groupsOf(messages: readonly PostedMessage[]): DeliveryGroup[] {
    const isNew = ({ uuid, isNew }: PostedMessage): boolean => isNew === true && isGroupUuid(uuid);
    const fresh = messages.filter(isNew);
    const parts = [messages.filter((message) => !isNew(message))];
    for (let from = 0; from < fresh.length; from += takenMessages)
      parts.push(fresh.slice(from, from + takenMessages));
    return parts
      .filter(({ length }) => length > 0)
      .map((part) => {
        const [first] = part;
        if (part.length === 1 && first !== undefined) return { id: first.uuid, messages: part };
        return { id: this.#deps.newUuid(), messages: part, isNew: part.every(isNew) || undefined };
      });
  }

  /** @returns what the queue has no room for */
  async #offer(groups: readonly DeliveryGroup[], deadline: Deadline): Promise<ReadonlySet<Message>> {
    const offers = groups.flatMap(offersOf);
    const outcome = await this.#add(
      offers.map(({ item }) => item),
      deadline,
    );
    if (outcome !== 'full') return new Set();
    if (offers.length === 1) return new Set(offers.map(({ message }) => message));
    // No room for all: whatever fits goes in, each on its own.
    const outcomes = await Promise.all(offers.map(({ item }) => this.#add([item], deadline)));
    return new Set(offers.filter((_, index) => outcomes[index] === 'full').map(({ message }) => message));
  }

  /** Adds all or none of the items. Tried once: the relays see to the rest. */
  async #add(items: string[], deadline: Deadline): Promise<OfferOutcome> {
    const { queue } = this.#deps;
    const [first] = items;
    const adding = items.length === 1 && first !== undefined ? queue.offer(first) : queue.addAll(items);
    try {
      // A member that hangs must leave time to mark the messages pending.
      return (await deadline.bound('the queue', adding, 1 / 2)) ? 'added' : 'full';
    } catch {
      return 'unknown';
    }
  }

  /** Whatever became of the offer, a pending message arrives: the relays see to it. */
  async #markPending(group: DeliveryGroup, deadline: Deadline): Promise<Outcome> {
    const { ledger, clock } = this.#deps;
    for (;;) {
      try {
        await deadline.bound('the ledger', ledger.markPending({ ...group, at: clock.nowMs() }));
        return 'delivered';
      } catch {
        if (deadline.leftMs <= retryPauseMs) return 'unknown';
      }
      await clock.sleep(retryPauseMs);
    }
  }
}

function offersOf({ id, isNew, messages }: DeliveryGroup): { message: Message; item: string }[] {
  const group = messages.length === 1 ? undefined : { id, size: messages.length, isNew };
  return messages.map((message) => ({ message, item: encodeEnvelope(message, group) }));
}
