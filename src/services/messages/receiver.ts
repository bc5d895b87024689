import { crashPoint } from '../../protocol/crash-point.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import type { Clock } from '../../foundation/async/clock.ts';
import { takenMessages } from '../http/request-limits.ts';
import type { MessageSource } from './message-source.ts';

interface ReceiverDeps {
  source: MessageSource;
  clock: Pick<Clock, 'sleep'>;
  /** Keeps what was taken; nothing more is taken before it has. */
  onItems: (items: readonly string[]) => void | Promise<void>;
  /** Told once for each stretch of failures, not at every poll. */
  onTrouble: (reason: string) => void;
  onRecovery: () => void;
}

// A dead client's parked poll can swallow an item, so it must be short.
const pollTimeoutMs = 500;
/** Between two drains under load, so that each takes a group and not what came in a fraction of a millisecond. */
const gatherMs = 30;
/** So many at once are load. */
const groupItems = 8;
const failurePauseMs = 100;

/** Takes messages one poll after the other, for ever, whatever happens to the cluster. */
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

  /** Polls no more; resolves when the poll under way has ended and its messages are kept. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#loop;
  }

  // A method, since the checker takes a field it saw false for false after an await too.
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
    // Kept before the next call, which may fail.
    await onItems([first]);
    while (!this.#isStopping()) {
      const more = await source.drain(takenMessages);
      if (more.length === 0) return;
      await onItems(more);
      if (more.length < takenMessages) await clock.sleep(more.length < groupItems ? 1 : gatherMs);
    }
  }
}
