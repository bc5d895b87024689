/** Runs tasks one after another. A failed task does not affect later ones. */
export class Sequence {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs the task after all earlier ones have ended. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
