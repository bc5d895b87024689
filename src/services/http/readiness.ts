/**
 * Whether a service can do its work. Begins as "starting". After `markReady` only its watch makes it unready; it still
 * accepts requests, which wait for the cluster within their own deadlines.
 */
export class Readiness {
  #starting: string | undefined;
  #watch: () => string | undefined = () => undefined;

  /** @param starting what the service waits for; undefined if it is ready immediately. */
  constructor(starting: string | undefined) {
    this.#starting = starting;
  }

  awaiting(what: string): void {
    this.#starting = what;
  }

  /** @param watch returns the reason while the service is not ready. */
  markReady(watch: () => string | undefined = () => undefined): void {
    this.#starting = undefined;
    this.#watch = watch;
  }

  /** The reason why no request can be served yet; undefined after `markReady`. */
  get starting(): string | undefined {
    return this.#starting;
  }

  /** The reason why it is not ready; undefined if it is. */
  get reason(): string | undefined {
    return this.#starting ?? this.#watch();
  }
}
