/** In ms. Long enough for a backup on the same machine, short enough for the posts of a member that has just died. */
const leastMs = 250;
/** In ms. Enough for 200 ms of latency in each direction. */
const mostMs = 1_000;
/** What a write took counts for so long, in ms. */
const rememberedMs = 10_000;

/**
 * How long a producer waits for a missing backup before it writes again. A fixed short time would stop everything where
 * each backup takes longer, and a long one whenever a member dies. So it is twice what writes took of late, and doubles
 * with each wait in vain, within bounds.
 */
export class BackupPatience {
  readonly #nowMs: () => number;
  #currentMs = leastMs;
  #slowest = { tookMs: 0, atMs: -Infinity };
  #missedAtMs = -Infinity;

  /** @param nowMs time that does not go back, in ms */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get ms(): number {
    return this.#currentMs;
  }

  /** A write ended with all its backups. */
  took(tookMs: number): void {
    const nowMs = this.#nowMs();
    const isOver = nowMs - this.#slowest.atMs > rememberedMs;
    if (!isOver && tookMs < this.#slowest.tookMs) return;
    this.#slowest = { tookMs, atMs: nowMs };
    if (isOver || tookMs * 2 > this.#currentMs) this.#currentMs = within(tookMs * 2);
  }

  /** A write that began then has missed a backup; writes at the same time miss it together. */
  missed(beganMs: number): void {
    if (beganMs < this.#missedAtMs) return;
    this.#missedAtMs = this.#nowMs();
    this.#currentMs = within(this.#currentMs * 2);
  }

  /** A member has left: what waits for it waits in vain. */
  memberLeft(): void {
    this.#currentMs = within(this.#slowest.tookMs * 2);
  }
}

function within(ms: number): number {
  return Math.min(mostMs, Math.max(leastMs, ms));
}
