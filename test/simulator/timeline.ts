import type { Random } from './random.ts';

interface Step {
  atMs: number;
  /** Of steps at the same time chance decides. */
  rank: number;
  run: (() => void) | undefined;
}

/** Virtual time: it goes on to the next step when everything that the last one set off has come to a halt. */
export class Timeline {
  readonly #random: Random;
  /** A binary heap. */
  readonly #steps: Step[] = [];
  #nowMs = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** @returns what cancels it */
  at(delayMs: number, run: () => void): () => void {
    const step: Step = { atMs: this.#nowMs + delayMs, rank: this.#random.between(0, 0xffff), run };
    const steps = this.#steps;
    let index = steps.push(step) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (!this.#isBefore(index, above)) break;
      this.#swap(index, above);
      index = above;
    }
    return () => {
      step.run = undefined;
    };
  }

  /** Goes on to that time. */
  async runUntil(endMs: number): Promise<void> {
    for (let first = this.#steps[0]; first !== undefined && first.atMs <= endMs; first = this.#steps[0]) {
      this.#removeFirst();
      if (first.run === undefined) continue;
      this.#nowMs = Math.max(this.#nowMs, first.atMs);
      first.run();
      // All promises that this has settled are followed up before the next step.
      await new Promise(setImmediate);
    }
    this.#nowMs = endMs;
  }

  #removeFirst(): void {
    const steps = this.#steps;
    const last = steps.pop();
    if (last === undefined || steps.length === 0) return;
    steps[0] = last;
    for (let index = 0; ;) {
      let least = index;
      for (const below of [2 * index + 1, 2 * index + 2])
        if (below < steps.length && this.#isBefore(below, least)) least = below;
      if (least === index) return;
      this.#swap(index, least);
      index = least;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#steps[one], this.#steps[other]];
    if (a === undefined || b === undefined) return false;
    return a.atMs < b.atMs || (a.atMs === b.atMs && a.rank < b.rank);
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#steps[one], this.#steps[other]];
    if (a === undefined || b === undefined) return;
    this.#steps[one] = b;
    this.#steps[other] = a;
  }
}
