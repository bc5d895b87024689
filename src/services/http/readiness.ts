/**
 * Whether a service can do its work. It begins as "starting"; once `markReady` was called it only becomes unready
 * by its watch, and then goes on taking requests: they wait for the cluster within their own deadlines.
 */
export class Readiness {
  #starting: string | undefined;
  #watch: () => string | undefined = () => undefined;

  /** @param starting what is awaited first, or undefined for a service that is ready at once. */
  constructor(starting: string | undefined) {
    this.#starting = starting;
  }

  awaiting(what: string): void {
    this.#starting = what;
  }

  /** @param watch gives the reason while the service is not ready. */
  markReady(watch: () => string | undefined = () => undefined): void {
    this.#starting = undefined;
    this.#watch = watch;
  }

  /** The reason why no request can be served yet; undefined once it was ready. */
  get starting(): string | undefined {
    return this.#starting;
  }

  /** The reason why it is not ready; undefined while it is. */
  get reason(): string | undefined {
    return this.#starting ?? this.#watch();
  }
}
