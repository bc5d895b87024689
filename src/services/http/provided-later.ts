import { UnavailableError } from './unavailable-error.ts';

/** A value that exists only after the start: routes are created before the cluster is connected. */
export class ProvidedLater<T> {
  readonly #what: string;
  #value: T | undefined;

  constructor(what: string) {
    this.#what = what;
  }

  provide(value: T): void {
    this.#value = value;
  }

  /** @throws UnavailableError while it does not exist */
  get(): T {
    if (this.#value === undefined) throw new UnavailableError(`Not Ready: ${this.#what}`);
    return this.#value;
  }
}
