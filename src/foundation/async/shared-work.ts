import { untilAborted } from './until-aborted.ts';

/** Work that several callers await. It starts immediately and is aborted when no caller waits any more. */
export class SharedWork<T> {
  readonly #abort = new AbortController();
  readonly #work: Promise<T>;
  #waiting = 0;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#work = work(this.#abort.signal);
    // Each caller receives the failure itself.
    this.#work.catch(() => undefined);
  }

  /** @throws what the work throws; the signal's reason if aborted; other callers keep waiting. */
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
