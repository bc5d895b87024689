/** The longest time without an acknowledgement in [fromMs, end), including both edges. Expects ascending times. */
export class LongestGap {
  #lastMs: number;
  #longestMs = 0;

  constructor(fromMs: number) {
    this.#lastMs = fromMs;
  }

  acknowledged(nowMs: number): void {
    if (nowMs <= this.#lastMs) return;
    this.#longestMs = Math.max(this.#longestMs, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
  }

  /** @param endMs no acknowledgement is possible after it */
  until(endMs: number): number {
    return Math.max(this.#longestMs, endMs - this.#lastMs);
  }
}
