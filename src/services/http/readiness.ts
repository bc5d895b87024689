/**
 * Whether a service can do its work. Begins as "starting". After `markReady` only its watches make it unready; it still
 * accepts requests, which wait for the cluster within their own deadlines, unless the cluster refuses to be written.
 */
export class Readiness {
  #starting: string | undefined;
  #watch: ReadinessWatch = {};

  /** @param starting what the service waits for; undefined if it is ready immediately. */
  constructor(starting: string | undefined) {
    this.#starting = starting;
  }

  awaiting(what: string): void {
    this.#starting = what;
  }

  markReady(watch: ReadinessWatch = {}): void {
    this.#starting = undefined;
    this.#watch = watch;
  }

  /** The reason why no request can be served yet; undefined after `markReady`. */
  get starting(): string | undefined {
    return this.#starting;
  }

  /** The reason why nothing can be written; undefined if it can, as far as known. */
  get refusal(): string | undefined {
    return this.#starting ?? this.#watch.refusal?.();
  }

  /** The reason why it is not ready; undefined if it is. */
  get reason(): string | undefined {
    return this.refusal ?? this.#watch.trouble?.();
  }
}

/** Each returns the reason, if there is one now. */
export interface ReadinessWatch {
  /** Why the service is not ready; what it is asked to do may still succeed. */
  trouble?: () => string | undefined;
  /** Why every write is refused. */
  refusal?: () => string | undefined;
}
