import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoint } from '../../shared/crash-point.ts';
import { decodeEnvelope, type QueueItem } from '../../shared/envelope.ts';
import { messageOf } from '../../shared/errors.ts';
import { plainKeyPrefix, type DeliveredEntry } from '../../shared/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Inbox } from './inbox.ts';
import type { Shown } from './unpender.ts';

interface IntakeDeps {
  ledger: Ledger;
  inbox: Inbox;
  instance: string;
  nowMs: () => number;
  newUuid: () => string;
  onShown: (texts: string[]) => void;
  /** Another instance shows it, or will. */
  onSettledElsewhere: (entry: DeliveredEntry) => void;
  /** Told once for each stretch of failures. */
  onTrouble: (reason: string) => void;
}

interface Taken extends QueueItem {
  key: string;
}

const retryPauseMs = 100;

/** Takes what came from the queue: it shows only what the ledger has as this instance's. */
export class LedgerIntake {
  readonly #deps: IntakeDeps;
  #isTroubled = false;

  constructor(deps: IntakeDeps) {
    this.#deps = deps;
  }

  /** Shows again what this instance received before it was started. Tries for ever, since without it nothing may be taken. */
  async restore(signal: AbortSignal): Promise<void> {
    const { inbox } = this.#deps;
    const entries = await this.#persist(() => this.#recorded(), signal);
    for (const [key, entry] of entries.sort(([, one], [, other]) => one.at - other.at))
      if (!inbox.hasForgotten(entry.at)) inbox.show(receivedFrom(key, entry), key);
  }

  /** Shows what was recorded for this instance after it was restored, by a write of its earlier process that was still on its way. */
  async showLate(signal: AbortSignal): Promise<void> {
    const { ledger, inbox, instance } = this.#deps;
    await this.#persist(async () => {
      for await (const entries of ledger.recordedBy(instance))
        for (const [key, entry] of entries)
          if (!inbox.hasForgotten(entry.at)) inbox.show(receivedFrom(key, entry), key);
    }, signal);
  }

  async #recorded(): Promise<[key: string, entry: DeliveredEntry][]> {
    const { ledger, instance } = this.#deps;
    const recorded: [key: string, entry: DeliveredEntry][] = [];
    for await (const entries of ledger.recordedBy(instance)) recorded.push(...entries);
    return recorded;
  }

  /**
   * Records the items as this instance's, for as long as it takes, and shows those that became so.
   * @returns those that are settled as this instance's and shown, and have a pending entry
   */
  async take(items: readonly string[]): Promise<Shown[]> {
    const { inbox, instance, onShown, onSettledElsewhere } = this.#deps;
    const taken = items.map((item) => this.#keyOf(item));
    crashPoint('before-record');
    const settled = await Promise.all(taken.map((message) => this.#record(message)));
    crashPoint('before-show');
    const shown: Shown[] = [];
    const texts: string[] = [];
    for (const [index, { key, uuid, group }] of taken.entries()) {
      const settledAs = settled[index];
      if (settledAs === undefined) continue;
      const { entry, isEarlier } = settledAs;
      if (entry.instance === instance) {
        // Recorded before, and no longer here: it was shown and is forgotten.
        const isForgotten = isEarlier && inbox.hasForgotten(entry.at);
        if (!isForgotten && inbox.show(receivedFrom(key, entry), key)) texts.push(entry.msg);
        if (uuid !== null) shown.push({ uuid, group: group ?? { id: uuid, size: 1 } });
      } else onSettledElsewhere(entry);
    }
    if (texts.length > 0) onShown(texts);
    crashPoint('after-show-before-unpend');
    return shown;
  }

  #keyOf(item: string): Taken {
    const decoded = decodeEnvelope(item);
    return { ...decoded, key: decoded.uuid ?? plainKeyPrefix + this.#deps.newUuid() };
  }

  /** @returns what the message is settled as from now on, and whether it was so before */
  async #record({ key, msg }: Taken): Promise<{ entry: DeliveredEntry; isEarlier: boolean }> {
    const { ledger, instance, nowMs } = this.#deps;
    const entry = { instance, at: nowMs(), msg };
    const earlier = await this.#persist(() => ledger.record(key, entry));
    crashPoint('after-record');
    // The same time: it is what an attempt of ours wrote whose answer was lost.
    return { entry: earlier ?? entry, isEarlier: earlier !== undefined && earlier.at !== entry.at };
  }

  /** An operation that may be repeated is, until it succeeds: an item in hand is nowhere else but in the ledger. */
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
      await sleep(retryPauseMs);
    }
  }
}

/** How a recorded message is shown. */
export function receivedFrom(key: string, { at, msg }: DeliveredEntry) {
  return { uuid: key.startsWith(plainKeyPrefix) ? null : key, msg, at };
}
