import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoint } from '../../shared/crash-point.ts';
import { decodeEnvelope, encodeEnvelope } from '../../shared/envelope.ts';
import { messageOf } from '../../shared/errors.ts';
import type { DeliveredEntry } from '../../shared/ledger.ts';
import type { Ledger, Pending } from '../ledger/ledger.ts';
import { overdueBefore, planRelay, type QueueHead } from './relay-plan.ts';

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
  isShown: (uuid: string) => boolean;
  show: (uuid: string, entry: DeliveredEntry) => void;
  onRelayed: (count: number) => void;
  /** Told once for each stretch of failures. */
  onTrouble: (reason: string) => void;
}

const roundMs = 1_000;
const entriesARound = 1_000;

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
    const { ledger, leaseMs, instance, isShown, show, nowMs, onRelayed } = this.#deps;
    const beforeMs = overdueBefore({ nowMs: nowMs(), leaseMs, head: await this.#head() });
    const overdue = await ledger.pendingBefore(beforeMs, entriesARound);
    if (overdue.length === 0) return;
    const recorded = await ledger.recorded(overdue.map(({ uuid }) => uuid));
    const plan = planRelay({ overdue, recorded, instance, isShown, nowMs: nowMs(), leaseMs });
    for (const { uuid, entry } of plan.unshown) show(uuid, entry);
    await ledger.unpend(plan.done);
    const relayed = await this.#offerAgain(plan.missing);
    if (relayed > 0) onRelayed(relayed);
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
    const { uuid } = decodeEnvelope(item);
    return { pendedAtMs: uuid === null ? undefined : await this.#deps.ledger.pendedAt(uuid) };
  }

  /** A claim that is followed by no offer, because this process dies or the queue is full, is another one's after the lease. */
  async #offerAgain(missing: readonly Pending[]): Promise<number> {
    const { ledger, queue, nowMs } = this.#deps;
    const claims = await Promise.allSettled(missing.map((pending) => ledger.claim(pending, nowMs())));
    const claimed = missing.filter((_, index) => {
      const claim = claims[index];
      return claim?.status === 'fulfilled' && claim.value;
    });
    if (claimed.length > 0) crashPoint('after-claim-before-offer');
    let relayed = 0;
    for (const message of claimed) {
      if (!(await queue.offer(encodeEnvelope(message)))) break;
      relayed += 1;
    }
    return relayed;
  }
}
