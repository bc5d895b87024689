import type { Clock } from '../../../src/foundation/async/clock.ts';
import type { Timeline } from '../timeline.ts';

/** A run of a service. What it waits for never comes once it is dead, and later while it is frozen. */
export class Process {
  readonly name: string;
  readonly clock: Clock;
  readonly #timeline: Timeline;
  #isAlive = true;
  #frozenUntilMs = 0;

  /** @param skewMs how far its clock is ahead */
  constructor(name: string, timeline: Timeline, skewMs: number) {
    this.name = name;
    this.#timeline = timeline;
    const startMs = timeline.nowMs;
    this.clock = {
      nowMs: () => 1_000_000 + timeline.nowMs + skewMs,
      steadyMs: () => timeline.nowMs - startMs,
      schedule: (ms, callback) => this.later(ms, callback),
      afterThisTurn: (callback) => {
        this.later(0, callback);
      },
      sleep: (ms) =>
        new Promise((resolve) => {
          this.later(ms, resolve);
        }),
    };
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Runs it in this process. @returns what cancels it */
  later(delayMs: number, run: () => void): () => void {
    let isCancelled = false;
    const whenAwake = (): void => {
      if (!this.#isAlive || isCancelled) return;
      const frozenMs = this.#frozenUntilMs - this.#timeline.nowMs;
      if (frozenMs > 0) this.#timeline.at(frozenMs, whenAwake);
      else run();
    };
    this.#timeline.at(delayMs, whenAwake);
    return () => {
      isCancelled = true;
    };
  }

  kill(): void {
    this.#isAlive = false;
  }

  freeze(ms: number): void {
    this.#frozenUntilMs = this.#timeline.nowMs + ms;
  }

  thaw(): void {
    this.#frozenUntilMs = 0;
  }
}
