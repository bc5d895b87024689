import type { Clock } from '../../foundation/async/clock.ts';

interface GroupWriterOptions<Item> {
  /** Writes all items and sets the outcome of each. */
  write: (items: readonly Item[]) => Promise<void>;
  /** Number of items from the start that fit into one write; at least one. */
  fitting: (items: readonly Item[]) => number;
  /** A write that takes longer, in ms, no longer blocks the next one. */
  patienceMs: number;
  /** Maximum time in ms that a write waits for callers whose last write has just ended. 0: no wait. */
  gatherMs: number;
  clock: Pick<Clock, 'steadyMs' | 'schedule' | 'afterThisTurn'>;
}

/** Fraction of the expected callers that is enough. */
const enoughOfExpected = 0.9;

/**
 * Group commit: items that arrive during a write share the next write. Callers of the last write usually send their
 * next item immediately, so the next write waits a moment for them. Otherwise two half-full groups would alternate,
 * each at nearly the cost of a full one. A single item does not wait.
 */
export class GroupWriter<Item> {
  readonly #options: GroupWriterOptions<Item>;
  #waiting: Item[] = [];
  #isWriting = false;
  /** Number of expected callers, and since when they are expected. */
  #expected = { count: 0, sinceMs: -Infinity };
  #cancelGathering: (() => void) | undefined;

  constructor(options: GroupWriterOptions<Item>) {
    this.#options = options;
  }

  add(items: readonly Item[]): void {
    for (const item of items) this.#waiting.push(item);
    this.#consider();
  }

  #consider(): void {
    if (this.#isWriting || this.#waiting.length === 0) return;
    const { gatherMs, clock } = this.#options;
    const leftMs = this.#expected.sinceMs + gatherMs - clock.steadyMs();
    if (this.#waiting.length < this.#expected.count && leftMs > 0) {
      this.#cancelGathering ??= clock.schedule(leftMs, () => {
        this.#begin();
      });
    } else this.#begin();
  }

  #begin(): void {
    this.#cancelGathering?.();
    this.#cancelGathering = undefined;
    this.#isWriting = true;
    // Items of the same event loop turn go into the same write.
    this.#options.clock.afterThisTurn(() => {
      this.#writeNext();
    });
  }

  #writeNext(): void {
    const { fitting, write, patienceMs, clock } = this.#options;
    const count = fitting(this.#waiting);
    const group = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    let isOver = false;
    const goOn = (returning: number): void => {
      if (isOver) return;
      isOver = true;
      cancelPatience();
      this.#isWriting = false;
      const count = Math.ceil((this.#waiting.length + returning) * enoughOfExpected);
      this.#expected = { count, sinceMs: clock.steadyMs() };
      this.#consider();
    };
    const cancelPatience = clock.schedule(patienceMs, () => {
      goOn(0);
    });
    void write(group).finally(() => {
      goOn(group.length);
    });
  }
}
