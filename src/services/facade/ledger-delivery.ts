import { crashPoint } from '../../protocol/crash-point.ts';
import { encodeEnvelope } from '../../protocol/envelope.ts';
import { isGroupUuid } from '../../protocol/uuid.ts';
import type { Clock } from '../../foundation/async/clock.ts';
import type { Deadline } from '../call/deadline.ts';
import type { Ledger, PendingGroup } from '../ledger/ledger.ts';
import { takenMessages } from '../http/request-limits.ts';
import type { Message, PostedMessage } from '../queue/message.ts';
import type { MessageQueue } from '../queue/message-queue.ts';
import type { StageRing } from '../trace/stage-ring.ts';
import type { Delivery, Outcome } from './delivery.ts';

type OfferOutcome = 'added' | 'full' | 'unknown';

/** Messages that are offered together and then marked pending under one key. */
type DeliveryGroup = Omit<PendingGroup, 'at'>;

interface LedgerDeliveryDeps {
  queue: MessageQueue;
  ledger: Ledger;
  clock: Pick<Clock, 'nowMs' | 'sleep'>;
  newUuid: () => string;
  stages?: StageRing | undefined;
}

const offerStages = { added: 'offered', full: 'queue-full', unknown: 'offer-unknown' } as const;
const retryPauseMs = 50;

/**
 * Delivery with the ledger: a group of messages stays pending until all of them are shown. The queue transports; the
 * ledger is the source of truth. The offer comes first, so that a message refused by a full queue leaves no entry. A
 * message whose offer failed is offered again by a relay. See docs/delivery.md.
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
   * Marks them pending again: a record alone does not prove that the message is shown. Its instance may have died
   * before the record arrived, and have started again meanwhile; then its relay shows the message. (The UUID of a
   * message in a new group is unknown to clients before the group is marked pending.)
   */
  async taken(messages: readonly Message[], deadline: Deadline): Promise<ReadonlySet<string>> {
    const { ledger, clock, stages } = this.#deps;
    const take = async (): Promise<ReadonlySet<string>> => {
      const known = await ledger.known(messages.map(({ uuid }) => uuid));
      const there = messages.filter(({ uuid }) => known.get(uuid) === 'uuid');
      await Promise.all(
        there.map(async (message) => {
          await ledger.markPending({ id: message.uuid, at: clock.nowMs(), messages: [message] });
          stages?.add('pending', message.uuid);
        }),
      );
      return new Set(known.keys());
    };
    return deadline.bound('the ledger', take(), 1 / 2);
  }

  /**
   * Repeating is safe if the message is recorded under its UUID. A record of a group is not found by an item without
   * the group.
   */
  mayRepeat(uuid: string): boolean {
    return !isGroupUuid(uuid);
  }

  /**
   * New messages are grouped because they are recorded together. A group has at most as many messages as a consumer
   * polls at once.
   */
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

  /** @returns the messages for which the queue has no room */
  async #offer(groups: readonly DeliveryGroup[], deadline: Deadline): Promise<ReadonlySet<Message>> {
    const offers = groups.flatMap(offersOf);
    const outcome = await this.#add(
      offers.map(({ item }) => item),
      deadline,
    );
    if (outcome !== 'full' || offers.length === 1) {
      for (const { message } of offers) this.#note(message, outcome);
      return new Set(outcome === 'full' ? offers.map(({ message }) => message) : []);
    }
    // No room for all: offer each one separately.
    const outcomes = await Promise.all(
      offers.map(async ({ item, message }) => {
        const own = await this.#add([item], deadline);
        this.#note(message, own);
        return own;
      }),
    );
    return new Set(offers.filter((_, index) => outcomes[index] === 'full').map(({ message }) => message));
  }

  #note({ uuid }: Message, outcome: OfferOutcome): void {
    this.#deps.stages?.add(offerStages[outcome], uuid);
  }

  /** Adds all or none of the items. One attempt: the relays offer them again. */
  async #add(items: string[], deadline: Deadline): Promise<OfferOutcome> {
    const { queue } = this.#deps;
    const [first] = items;
    const adding = items.length === 1 && first !== undefined ? queue.offer(first) : queue.addAll(items);
    try {
      // A hanging member must leave time to mark the messages pending.
      return (await deadline.bound('the queue', adding, 1 / 2)) ? 'added' : 'full';
    } catch {
      return 'unknown';
    }
  }

  /** A pending message arrives even if the offer failed: the relays offer it again. */
  async #markPending(group: DeliveryGroup, deadline: Deadline): Promise<Outcome> {
    const { ledger, clock, stages } = this.#deps;
    for (;;) {
      try {
        await deadline.bound('the ledger', ledger.markPending({ ...group, at: clock.nowMs() }));
        for (const { uuid } of group.messages) stages?.add('pending', uuid);
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
