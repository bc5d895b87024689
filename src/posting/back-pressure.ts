import { setTimeout as sleep } from 'node:timers/promises';

export interface BackPressureOptions {
  /** Longest time in ms from a first refusal to the last attempt; 0: no second attempt. */
  retryForMs: number;
  /** Returns 0 to 1; spreads the waiting messages. */
  random?: () => number;
}

/** Waiting messages are spread over this fraction of the requested time, so that they do not all return at once. */
const spread = 0.25;

/**
 * Gate before a facade that asks for a pause. One refusal with a `Retry-After` holds back all messages, also those that
 * were not sent yet. The first message that passes the gate again and is refused closes it for the others, so a queue
 * that stays full is asked once per requested pause.
 *
 * The time limit is shared too: if nothing was acknowledged for `retryForMs`, a refusal is final. Otherwise a thousand
 * messages for a queue without a consumer would each wait that long. An acknowledgement restarts the time.
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
   * Notes a refusal, and closes the gate for the requested time if the limit allows it.
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
   * @param firstSentMs of a message that was sent before: it waits no longer than its time limit
   * @returns false if interrupted
   */
  async opened(signal: AbortSignal | undefined, firstSentMs = Infinity): Promise<boolean> {
    for (;;) {
      if (signal?.aborted === true) return false;
      const nowMs = performance.now();
      if (nowMs >= this.#opensAtMs) return true;
      const latestMs = firstSentMs + this.#retryForMs;
      if (nowMs >= latestMs) return true;
      const untilMs = Math.min(this.#opensAtMs + this.#random() * this.#spreadMs, latestMs);
      // A rejection only means an interruption, which the loop checks.
      await sleep(untilMs - nowMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
