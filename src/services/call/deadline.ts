/** A time limit that several attempts share. */
export class Deadline {
  readonly #end: number;

  constructor(timeoutMs: number) {
    this.#end = performance.now() + timeoutMs;
  }

  /** Never negative. */
  get leftMs(): number {
    return Math.max(0, this.#end - performance.now());
  }
}
