import { crashPoint } from '../../protocol/crash-point.ts';
import { decodeEnvelope, encodeEnvelope, type Envelope } from '../../protocol/envelope.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import type { Settled } from '../../protocol/ledger-entries.ts';
import type { Clock } from '../../foundation/async/clock.ts';
import type { Ledger, PendingGroup } from '../ledger/ledger.ts';
import type { StageRing } from '../trace/stage-ring.ts';
import type { MessageQueue } from '../queue/message-queue.ts';
import { overdueBefore, planRelay, type QueueHead, type RelayPlan } from './relay-plan.ts';

interface RelayDeps {
  ledger: Ledger;
  queue: Pick<MessageQueue, 'peek' | 'offer' | 'addAll'>;
  instance: string;
  leaseMs: number;
  clock: Pick<Clock, 'nowMs' | 'sleep'>;
  /** Shown now, or shown earlier and forgotten since. */
  isShown: (settled: Settled) => boolean;
  show: (settled: Settled) => void;
  onRelayed: (count: number) => void;
  /** Called once per series of failures. */
  onTrouble: (reason: string) => void;
  stages?: StageRing | undefined;
}

const roundMs = 1_000;

/** Offers pending messages again that are neither delivered nor in the queue. Each messages-service runs one relay. */
export class Relay {
  readonly #deps: RelayDeps;
  readonly #stop = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(deps: RelayDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Resolves when the current round has ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  /** Rejects if the cluster does not answer; the next round processes the rest. */
  async round(): Promise<void> {
    const { ledger, leaseMs, clock } = this.#deps;
    const beforeMs = overdueBefore({ nowMs: clock.nowMs(), leaseMs, head: await this.#head() });
    for await (const overdue of ledger.pendingBefore(beforeMs)) {
      const { isFull } = await this.#settle(overdue);
      // More claims would keep the rest from other relays for another lease.
      if (isFull || this.#stop.signal.aborted) return;
    }
  }

  async #settle(overdue: readonly PendingGroup[]): Promise<{ isFull: boolean }> {
    const { ledger, leaseMs, instance, isShown, clock, onRelayed, stages } = this.#deps;
    const recorded = await ledger.recorded(overdue.flatMap(recordKeys));
    const plan = planRelay({ overdue, recorded, instance, isShown, nowMs: clock.nowMs(), leaseMs });
    const unshown = plan.unshown.flatMap(({ group, messages }) => recordedTogether(group, messages));
    await Promise.all(unshown.map((together) => this.#showOwn(together)));
    // Offer before removing anything: a claim fails if the entry has changed.
    const { relayed, isFull } = await this.#offerAgain(plan.missing);
    if (relayed > 0) onRelayed(relayed);
    await Promise.all(
      plan.done.map(async ({ groupId, uuids: shown }) => {
        await ledger.strike(groupId, shown);
        for (const uuid of shown) stages?.add('cleared', uuid);
      }),
    );
    return { isFull };
  }

  /** Records them again first: the record that was read may be on one member only, and be lost with it. */
  async #showOwn({ key, messages }: { key: string; messages: readonly Settled[] }): Promise<void> {
    const { ledger, instance, show } = this.#deps;
    const at = Math.min(...messages.map((settled) => settled.at));
    const uuids = new Set(messages.map(({ uuid }) => uuid));
    for (const settled of await ledger.record(key, { instance, at, messages }))
      if (settled.instance === instance && uuids.has(settled.uuid)) show(settled);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    const { clock } = this.#deps;
    let isTroubled = false;
    while (!signal.aborted) {
      try {
        await this.round();
        isTroubled = false;
      } catch (error) {
        if (!isTroubled) this.#deps.onTrouble(messageOf(error));
        isTroubled = true;
      }
      await clock.sleep(roundMs, signal).catch(() => undefined);
    }
  }

  async #head(): Promise<QueueHead> {
    const item = await this.#deps.queue.peek();
    if (item === undefined) return 'empty';
    const { uuid, group } = decodeEnvelope(item);
    const id = group?.id ?? uuid;
    return { pendingSinceMs: id === null ? undefined : await this.#deps.ledger.pendingSince(id) };
  }

  /**
   * If a claim is not followed by an offer, because this process dies or the queue is full, another relay claims the
   * entry after the lease.
   */
  async #offerAgain(missing: RelayPlan['missing']): Promise<{ relayed: number; isFull: boolean }> {
    const { ledger, clock, stages } = this.#deps;
    const claims = await Promise.allSettled(missing.map(({ group }) => ledger.claim(group, clock.nowMs())));
    const claimed = missing.filter((_, index) => {
      const claim = claims[index];
      return claim?.status === 'fulfilled' && claim.value;
    });
    if (claimed.length > 0) crashPoint('after-claim-before-offer');
    let relayed = 0;
    for (const one of claimed) {
      const items = itemsOf(one);
      const added = await this.#add(items);
      for (const { uuid } of one.messages.slice(0, added)) stages?.add('offered-again', uuid);
      relayed += added;
      if (added < items.length) return { relayed, isFull: true };
    }
    return { relayed, isFull: false };
  }

  /** @returns how many items from the start were added */
  async #add(items: string[]): Promise<number> {
    const { queue } = this.#deps;
    if (items.length > 1 && (await queue.addAll(items))) return items.length;
    for (const [index, item] of items.entries()) if (!(await queue.offer(item))) return index;
    return items.length;
  }
}

function recordKeys(group: PendingGroup): string[] {
  return recordedTogether(group, group.messages).map(({ key }) => key);
}

/** Messages of a group, by the keys under which their records are stored. */
function recordedTogether<M extends Envelope>({ id, isNew }: PendingGroup, messages: readonly M[]) {
  if (isNew === true) return [{ key: id, messages }];
  return messages.map((message) => ({ key: message.uuid, messages: [message] }));
}

function itemsOf({ group, messages }: RelayPlan['missing'][number]): string[] {
  const { id, isNew, messages: all } = group;
  return messages.map((message) =>
    encodeEnvelope(message, message.uuid === id ? undefined : { id, size: all.length, isNew }),
  );
}
