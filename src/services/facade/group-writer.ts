import type { Clock } from '../../foundation/async/clock.ts';

interface GroupWriterOptions<Item> {
  /** Writes all of them; each item is told its outcome there. */
  write: (items: readonly Item[]) => Promise<void>;
  /** How many of the first items go into one write; at least one. */
  fitting: (items: readonly Item[]) => number;
  /** A write that takes longer holds up nobody else. */
  patienceMs: number;
  /** How long at most a write waits for those whose last one has just ended. 0: not at all. */
  gatherMs: number;
  clock: Pick<Clock, 'steadyMs' | 'schedule' | 'afterThisTurn'>;
}

/** Of those who are expected back, so many are enough. */
const enoughOfExpected = 0.9;

/**
 * Group commit: items that come while a write is under way share the next one, so that its cost is shared by as many as there are. Who
 * had a part in the last write usually comes with the next item at once: the next write waits a moment for them, or it would be two
 * halves that take turns, each at nearly the price of the whole. One that comes alone waits for nothing.
 */
export class GroupWriter<Item> {
  readonly #options: GroupWriterOptions<Item>;
  #waiting: Item[] = [];
  #isWriting = false;
  /** How many are expected, and since when. */
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
    // What comes in the same turn of the event loop goes into the same write.
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
