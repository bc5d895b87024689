import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoint } from '../../shared/crash-point.ts';
import { decodeEnvelope, encodeEnvelope } from '../../shared/envelope.ts';
import { messageOf } from '../../shared/errors.ts';
import type { DeliveredEntry } from '../../shared/ledger.ts';
import type { Ledger, PendingGroup } from '../ledger/ledger.ts';
import { overdueBefore, planRelay, type QueueHead, type RelayPlan } from './relay-plan.ts';

/** The queue as a relay sees it. */
export interface RelayQueue {
  /** The first item, left where it is. */
  peek(): Promise<string | undefined>;
  /** False if there is no room. */
  offer(item: string): Promise<boolean>;
}

interface RelayDeps {
  ledger: Ledger;
  queue: RelayQueue;
  instance: string;
  leaseMs: number;
  /** In ms since the epoch. */
  nowMs: () => number;
  /** Shown now, or once and forgotten since. */
  isShown: (uuid: string, entry: DeliveredEntry) => boolean;
  show: (uuid: string, entry: DeliveredEntry) => void;
  onRelayed: (count: number) => void;
  /** Told once for each stretch of failures. */
  onTrouble: (reason: string) => void;
}

const roundMs = 1_000;

/** Offers pending messages again that are neither delivered nor in the queue. Each messages-service runs one. */
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

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  /** Rejects when the cluster does not answer; the next round finds the rest. */
  async round(): Promise<void> {
    const { ledger, leaseMs, nowMs } = this.#deps;
    const beforeMs = overdueBefore({ nowMs: nowMs(), leaseMs, head: await this.#head() });
    for await (const overdue of ledger.pendingBefore(beforeMs)) await this.#settle(overdue);
  }

  async #settle(overdue: readonly PendingGroup[]): Promise<void> {
    const { ledger, leaseMs, instance, isShown, show, nowMs, onRelayed } = this.#deps;
    const uuids = overdue.flatMap(({ messages }) => messages.map(({ uuid }) => uuid));
    const recorded = await ledger.recorded(uuids);
    const plan = planRelay({ overdue, recorded, instance, isShown, nowMs: nowMs(), leaseMs });
    for (const { uuid, entry } of plan.unshown) show(uuid, entry);
    // Before anything is struck: a claim fails where the entry has changed.
    const relayed = await this.#offerAgain(plan.missing);
    if (relayed > 0) onRelayed(relayed);
    await Promise.all(plan.done.map(({ groupId, uuids: shown }) => ledger.strike(groupId, shown)));
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    let isTroubled = false;
    while (!signal.aborted) {
      try {
        await this.round();
        isTroubled = false;
      } catch (error) {
        if (!isTroubled) this.#deps.onTrouble(messageOf(error));
        isTroubled = true;
      }
      await sleep(roundMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #head(): Promise<QueueHead> {
    const item = await this.#deps.queue.peek();
    if (item === undefined) return 'empty';
    const { uuid, group } = decodeEnvelope(item);
    const id = group?.id ?? uuid;
    return { pendedAtMs: id === null ? undefined : await this.#deps.ledger.pendedAt(id) };
  }

  /** A claim that is followed by no offer, because this process dies or the queue is full, is another one's after the lease. */
  async #offerAgain(missing: RelayPlan['missing']): Promise<number> {
    const { ledger, queue, nowMs } = this.#deps;
    const claims = await Promise.allSettled(missing.map(({ group }) => ledger.claim(group, nowMs())));
    const claimed = missing.filter((_, index) => {
      const claim = claims[index];
      return claim?.status === 'fulfilled' && claim.value;
    });
    if (claimed.length > 0) crashPoint('after-claim-before-offer');
    let relayed = 0;
    for (const item of claimed.flatMap(itemsOf)) {
      if (!(await queue.offer(item))) break;
      relayed += 1;
    }
    return relayed;
  }
}

function itemsOf({ group, messages }: RelayPlan['missing'][number]): string[] {
  const { id, messages: all } = group;
  return messages.map((message) =>
    encodeEnvelope(message, message.uuid === id ? undefined : { id, size: all.length }),
  );
}
