import type { Slowness } from '../../../protocol/links.ts';

/** At a low bandwidth bytes arrive in pieces, not all of a block at its end. */
const pieceMs = 50;
const smallestPiece = 512;

/** When bytes arrive at the other end of a slow link. Times are in ms, of one clock. */
export class DelaySchedule {
  readonly #slowness: Slowness;
  readonly #random: () => number;
  /** When all that was scheduled has been put on the line. */
  #lineFreeMs = 0;
  #lastDueMs = 0;

  /** @param random from 0 up to 1 */
  constructor(slowness: Slowness, random: () => number = Math.random) {
    this.#slowness = slowness;
    this.#random = random;
  }

  /** Bytes that are best scheduled at once. */
  get pieceBytes(): number {
    const { bytesPerSecond } = this.#slowness;
    return bytesPerSecond === undefined
      ? Infinity
      : Math.max(smallestPiece, Math.floor((bytesPerSecond * pieceMs) / 1_000));
  }

  /** When the last of these bytes arrives; never before what was scheduled earlier. */
  dueMs(bytes: number, nowMs: number): number {
    const { latencyMs, jitterMs = 0, bytesPerSecond = Infinity } = this.#slowness;
    this.#lineFreeMs = Math.max(nowMs, this.#lineFreeMs) + (bytes * 1_000) / bytesPerSecond;
    const dueMs = this.#lineFreeMs + latencyMs + jitterMs * this.#random();
    this.#lastDueMs = Math.max(this.#lastDueMs, dueMs);
    return this.#lastDueMs;
  }
}
