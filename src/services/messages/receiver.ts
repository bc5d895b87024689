import { crashPoint } from '../../protocol/crash-point.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import type { Clock } from '../../foundation/async/clock.ts';
import { takenMessages } from '../http/request-limits.ts';
import type { MessageSource } from './message-source.ts';

interface ReceiverDeps {
  source: MessageSource;
  clock: Pick<Clock, 'sleep'>;
  /** Stores the polled items; the next poll waits for it. */
  onItems: (items: readonly string[]) => void | Promise<void>;
  /** Called once per series of failures, not at every poll. */
  onTrouble: (reason: string) => void;
  onRecovery: () => void;
}

// The pending poll of a dead client can still remove an item, so a poll must be short.
const pollTimeoutMs = 200;
/**
 * Pause between two drains under load, so that each drain returns a group instead of the items of a fraction of a
 * millisecond.
 */
const gatherMs = 30;
/** This many items at once mean load. */
const groupItems = 8;
const failurePauseMs = 100;

/** Polls messages one after the other until it is stopped, through all failures of the cluster. */
export class Receiver {
  readonly #deps: ReceiverDeps;
  #stopping = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(deps: ReceiverDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Stops polling; resolves when the current poll has ended and its messages are stored. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#loop;
  }

  // A method: for a field, the type checker would assume after an await that it is still false.
  #isStopping(): boolean {
    return this.#stopping;
  }

  async #run(): Promise<void> {
    let isTroubled = false;
    while (!this.#isStopping()) {
      try {
        await this.#receive();
        if (isTroubled) this.#deps.onRecovery();
        isTroubled = false;
      } catch (error) {
        if (!isTroubled) this.#deps.onTrouble(messageOf(error));
        isTroubled = true;
        await this.#deps.clock.sleep(failurePauseMs);
      }
    }
  }

  async #receive(): Promise<void> {
    const { source, onItems, clock } = this.#deps;
    const first = await source.poll(pollTimeoutMs);
    if (first === undefined) return;
    crashPoint('after-poll');
    // Store it before the next call, which may fail.
    await onItems([first]);
    while (!this.#isStopping()) {
      const more = await source.drain(takenMessages);
      if (more.length === 0) return;
      await onItems(more);
      if (more.length < takenMessages) await clock.sleep(more.length < groupItems ? 1 : gatherMs);
    }
  }
}
