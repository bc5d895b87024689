import { untilAborted } from './until-aborted.ts';

/** Work that several wait for; it begins at once, and is aborted once none of them waits any more. */
export class SharedWork<T> {
  readonly #abort = new AbortController();
  readonly #work: Promise<T>;
  #waiting = 0;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#work = work(this.#abort.signal);
    // Of those who wait each hears of it by itself.
    this.#work.catch(() => undefined);
  }

  /** @throws what the work throws; the signal's reason if aborted, while the others wait on. */
  async result(signal?: AbortSignal): Promise<T> {
    this.#waiting += 1;
    try {
      return await untilAborted(this.#work, signal);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#abort.abort(signal?.reason);
    }
  }
}
