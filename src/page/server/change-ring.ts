import type { PageChange } from '../wire/apply-change.ts';

export interface NumberedPageChange {
  number: number;
  change: PageChange;
}

const mostChanges = 2_000;

/** The newest changes, numbered from 1, for a browser that comes back. */
export class ChangeRing {
  readonly #most: number;
  #changes: NumberedPageChange[] = [];
  #number = 0;

  constructor(most = mostChanges) {
    this.#most = most;
  }

  /** Number of the last change; 0: none yet. */
  get number(): number {
    return this.#number;
  }

  add(change: PageChange): NumberedPageChange {
    this.#number += 1;
    const numbered = { number: this.#number, change };
    this.#changes.push(numbered);
    // Not at each change: cutting the list costs its length.
    if (this.#changes.length > 2 * this.#most) this.#changes = this.#changes.slice(-this.#most);
    return numbered;
  }

  /** All changes after one; undefined if some of them are no longer kept, or the number was never given. */
  after(number: number): NumberedPageChange[] | undefined {
    const missing = this.#number - number;
    if (missing < 0 || missing > this.#changes.length) return undefined;
    return missing === 0 ? [] : this.#changes.slice(-missing);
  }

  /** Forgets the changes. The next number is one that nobody has seen, so that a browser that reconnects gets a snapshot. */
  clear(): void {
    this.#changes = [];
    this.#number += 1;
  }
}
