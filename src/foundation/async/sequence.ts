/** Does one thing after the other. One that fails takes none of the later ones with it. */
export class Sequence {
  #last: Promise<unknown> = Promise.resolve();

  /** Does it once everything before it has ended. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
