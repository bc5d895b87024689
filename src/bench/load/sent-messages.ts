import type { Outcome } from '../../system/contract/outcome.ts';

const codes = { acknowledged: 1, refused: 2, indeterminate: 3 } as const;

/** The outcome of each message by its number, in one byte per message. */
export class SentMessages {
  #codes = new Uint8Array(4096);
  #highest = 0;

  set(number: number, outcome: Outcome): void {
    if (number >= this.#codes.length) {
      const larger = new Uint8Array(Math.max(this.#codes.length * 2, number + 1));
      larger.set(this.#codes);
      this.#codes = larger;
    }
    this.#codes[number] = codes[outcome];
    this.#highest = Math.max(this.#highest, number);
  }

  is(number: number, outcome: Outcome): boolean {
    return this.#codes[number] === codes[outcome];
  }

  count(outcome: Outcome): number {
    return this.#codes.reduce((count, code) => (code === codes[outcome] ? count + 1 : count), 0);
  }

  /** Numbers run from 1 to this one. */
  get highest(): number {
    return this.#highest;
  }
}
