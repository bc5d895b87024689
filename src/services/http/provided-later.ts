import { UnavailableError } from './unavailable-error.ts';

/** Something that is there only after the start: routes exist before the cluster is connected. */
export class ProvidedLater<T> {
  readonly #what: string;
  #value: T | undefined;

  constructor(what: string) {
    this.#what = what;
  }

  provide(value: T): void {
    this.#value = value;
  }

  /** @throws UnavailableError while it is not there. */
  get(): T {
    if (this.#value === undefined) throw new UnavailableError(`Not Ready: ${this.#what}`);
    return this.#value;
  }
}
