/** The newest of many. Appending costs what is appended: the whole is not copied. */
export class History<T> {
  readonly #most: number;
  #kept: T[] = [];

  /** @param most that `newest` returns; up to twice as many are in memory */
  constructor(most: number) {
    this.#most = most;
  }

  append(more: readonly T[]): void {
    for (const each of more) this.#kept.push(each);
    if (this.#kept.length > 2 * this.#most) this.#kept = this.#kept.slice(-this.#most);
  }

  clear(): void {
    this.#kept = [];
  }

  /** Oldest first; up to twice the limit. Do not keep it: later changes are made to the same list. */
  get kept(): readonly T[] {
    return this.#kept;
  }
}
