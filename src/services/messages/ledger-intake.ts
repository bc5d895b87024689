import { crashPoint } from '../../protocol/crash-point.ts';
import { decodeEnvelope, type Envelope, type QueueItem } from '../../protocol/envelope.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import { plainKeyPrefix, type Settled } from '../../protocol/ledger-entries.ts';
import type { Clock } from '../../foundation/async/clock.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Received } from '../queue/message.ts';
import type { StageRing } from '../trace/stage-ring.ts';
import type { Inbox } from './inbox.ts';
import type { Shown } from './pending-cleaner.ts';

interface IntakeDeps {
  ledger: Ledger;
  inbox: Inbox;
  instance: string;
  clock: Pick<Clock, 'nowMs' | 'sleep'>;
  newUuid: () => string;
  stages?: StageRing | undefined;
  onShown: (texts: string[]) => void;
  /** Another instance shows it or will show it. */
  onSettledElsewhere: (settled: Settled) => void;
  /** Called once per series of failures. */
  onTrouble: (reason: string) => void;
}

interface Taken extends QueueItem {
  /** Its UUID, or a generated one for a plain string. */
  key: string;
}

interface TakenAndSettled extends Settled {
  /** It was recorded before this poll. */
  isEarlier: boolean;
}

const retryPauseMs = 100;
/**
 * In ms: a younger record may be on one member only, because its writer died before it could write it again. It is much
 * longer than a member that is cut off goes on to answer: about ten seconds.
 */
const unsureMs = 30_000;

/** Takes the items from the queue. It shows only messages that the ledger records for this instance. */
export class LedgerIntake {
  readonly #deps: IntakeDeps;
  #isTroubled = false;

  constructor(deps: IntakeDeps) {
    this.#deps = deps;
  }

  /**
   * Shows again what this instance received before it was restarted. Retries forever: without it nothing may be polled.
   */
  async restore(signal: AbortSignal): Promise<void> {
    const settled = await this.#persist(() => this.#recorded(), signal);
    for (const one of settled.sort((one, other) => one.at - other.at)) this.#showAgain(one);
  }

  /** Shows messages that a late write of this instance's earlier process recorded after the restore. */
  async showLate(signal: AbortSignal): Promise<void> {
    const { ledger, instance, inbox } = this.#deps;
    const isLate = ({ uuid, at }: Settled): boolean => !inbox.has(uuid) && !inbox.hasForgotten(at);
    await this.#persist(async () => {
      for await (const settled of ledger.recordedBy(instance, isLate))
        for (const one of settled) this.#showAgain(one);
    }, signal);
  }

  async #recorded(): Promise<Settled[]> {
    const { ledger, instance, clock } = this.#deps;
    const unsureSinceMs = clock.nowMs() - unsureMs;
    const isUnsure = ({ at }: Settled): boolean => at >= unsureSinceMs;
    const recorded: Settled[] = [];
    for await (const settled of ledger.recordedBy(instance, isUnsure))
      for (const one of settled) recorded.push(one);
    return recorded;
  }

  #showAgain(settled: Settled): void {
    const { inbox, stages } = this.#deps;
    if (inbox.hasForgotten(settled.at)) return;
    if (inbox.show(receivedFrom(settled), settled.uuid)) stages?.add('shown-again', settled.uuid);
  }

  /**
   * Records the items for this instance, retrying as long as needed, and shows those that are recorded for it.
   * @returns the shown messages that have a pending entry
   */
  async take(items: readonly string[]): Promise<Shown[]> {
    const { inbox, instance, onShown, onSettledElsewhere, stages } = this.#deps;
    const taken = items.map((item) => this.#keyOf(item));
    for (const { key, msg } of taken) stages?.add('polled', key, undefined, 0, msg);
    crashPoint('before-record');
    const settled = await this.#recordAll(taken);
    crashPoint('before-show');
    const shown: Shown[] = [];
    const texts: string[] = [];
    for (const { key, uuid, group } of taken) {
      const one = settled.get(key);
      if (one === undefined) throw new Error(`the ledger settles nothing of message ${key}`);
      if (one.instance === instance) {
        // Recorded earlier and not shown any more: it was shown and forgotten.
        const isForgotten = one.isEarlier && inbox.hasForgotten(one.at);
        if (!isForgotten && inbox.show(receivedFrom(one), key)) {
          stages?.add('shown', key);
          texts.push(one.msg);
        } else stages?.add('shown-before', key);
        if (uuid !== null) shown.push({ uuid, group: group ?? { id: uuid, size: 1 } });
      } else {
        stages?.add('recorded-elsewhere', key);
        onSettledElsewhere(one);
      }
    }
    if (texts.length > 0) onShown(texts);
    crashPoint('after-show-before-clear-pending');
    return shown;
  }

  #keyOf(item: string): Taken {
    const decoded = decodeEnvelope(item);
    return { ...decoded, key: decoded.uuid ?? plainKeyPrefix + this.#deps.newUuid() };
  }

  /** @returns by key how each message is settled from now on */
  async #recordAll(taken: readonly Taken[]): Promise<Map<string, TakenAndSettled>> {
    const together = new Map<string, Map<string, Envelope>>();
    for (const { key, msg, group } of taken) {
      const recordKey = group?.isNew === true ? group.id : key;
      const messages = together.get(recordKey) ?? new Map<string, Envelope>();
      together.set(recordKey, messages.set(key, { uuid: key, msg }));
    }
    const recorded = await Promise.all(
      [...together].map(([recordKey, messages]) => this.#record(recordKey, [...messages.values()])),
    );
    return new Map(recorded.flat().map((one) => [one.uuid, one]));
  }

  /** @returns everything that is settled under the key from now on */
  async #record(recordKey: string, messages: Envelope[]): Promise<TakenAndSettled[]> {
    const { ledger, instance, clock, stages } = this.#deps;
    const share = { instance, at: clock.nowMs(), messages };
    const settled = await this.#persist(() => ledger.record(recordKey, share));
    const recordedMs = performance.now();
    for (const one of settled)
      if (one.instance === instance && one.at === share.at) stages?.add('recorded', one.uuid, recordedMs);
    crashPoint('after-record');
    // The same time means: an earlier attempt of ours wrote it, and its answer was lost.
    return settled.map((one) => ({ ...one, isEarlier: one.at !== share.at }));
  }

  /** Retries a repeatable operation until it succeeds: a polled item exists only here and in the ledger. */
  async #persist<T>(operation: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (;;) {
      try {
        const result = await operation();
        this.#isTroubled = false;
        return result;
      } catch (error) {
        signal?.throwIfAborted();
        if (!this.#isTroubled) this.#deps.onTrouble(messageOf(error));
        this.#isTroubled = true;
      }
      await this.#deps.clock.sleep(retryPauseMs);
    }
  }
}

/** How a recorded message is shown. */
export function receivedFrom({ uuid, msg, at }: Settled): Received {
  return { uuid: uuid.startsWith(plainKeyPrefix) ? null : uuid, msg, at };
}
