import { setTimeout as sleep } from 'node:timers/promises';

export interface BackPressureOptions {
  /** Longest time from a first refusal to the last attempt; 0: nobody tries again. */
  retryForMs: number;
  /** From 0 to 1; spreads those who wait. */
  random?: () => number;
}

/** Part of what was told by which those who wait are spread, so that they do not all come back at once. */
const spread = 0.25;

/**
 * The gate before a facade that asks for patience. One refusal that says when to come back holds back everybody, also those who
 * have not sent anything yet. The first post that passes the gate again and is refused closes it for the others, so that a queue that
 * stays full is asked about once in the time that it names.
 *
 * The patience is shared, too: once nothing was acknowledged for `retryForMs`, what is refused stays refused, or a thousand
 * messages for a queue that nobody reads would wait a thousand times. An acknowledgement renews it.
 */
export class BackPressure {
  readonly #retryForMs: number;
  readonly #random: () => number;
  #opensAtMs = 0;
  #spreadMs = 0;
  /** Nothing was acknowledged since this refusal. */
  #refusedSinceMs: number | undefined;

  constructor({ retryForMs, random = Math.random }: BackPressureOptions) {
    this.#retryForMs = retryForMs;
    this.#random = random;
  }

  acknowledged(): void {
    this.#refusedSinceMs = undefined;
  }

  /**
   * Notes a refusal, and closes the gate for as long as it says, if there is patience left for that.
   * @param firstSentMs when this message was first sent, as of `performance.now()`
   * @returns whether the message is to be sent again
   */
  refused(retryAfterMs: number, firstSentMs: number): boolean {
    const nowMs = performance.now();
    this.#refusedSinceMs ??= nowMs;
    const opensAtMs = nowMs + retryAfterMs;
    if (opensAtMs > Math.min(this.#refusedSinceMs, firstSentMs) + this.#retryForMs) return false;
    this.#opensAtMs = Math.max(this.#opensAtMs, opensAtMs);
    this.#spreadMs = retryAfterMs * spread;
    return true;
  }

  /**
   * Waits until the gate is open.
   * @param firstSentMs of a message that was sent before: it waits no longer than its patience lasts
   * @returns false if it was interrupted
   */
  async opened(signal: AbortSignal | undefined, firstSentMs = Infinity): Promise<boolean> {
    for (;;) {
      if (signal?.aborted === true) return false;
      const nowMs = performance.now();
      if (nowMs >= this.#opensAtMs) return true;
      const latestMs = firstSentMs + this.#retryForMs;
      if (nowMs >= latestMs) return true;
      const untilMs = Math.min(this.#opensAtMs + this.#random() * this.#spreadMs, latestMs);
      // A rejection only says that it was interrupted, which is looked at above.
      await sleep(untilMs - nowMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
