import { NotReadyError } from '../../foundation/errors/errors.ts';

const defaultTimeoutMs = 120_000;

export interface StartBoundOptions {
  /** Bound on the whole start, downloads included. undefined: two minutes, in which downloads do not count. */
  waitTimeoutMs?: number | undefined;
  /** When the command began that starts it: Unix time in ms. */
  begunAtMs: number;
}

/** Aborts a start that takes too long, and says what was under way. */
export class StartBound {
  readonly #timeoutMs: number;
  readonly #countsDownloads: boolean;
  readonly #underWay: () => string;
  readonly #abort = new AbortController();
  #leftMs: number;
  #timer: NodeJS.Timeout | undefined;
  #sinceMs = 0;

  /** @param underWay what is being done now, for the error */
  constructor({ waitTimeoutMs, begunAtMs }: StartBoundOptions, underWay: () => string) {
    this.#timeoutMs = waitTimeoutMs ?? defaultTimeoutMs;
    this.#countsDownloads = waitTimeoutMs !== undefined;
    this.#underWay = underWay;
    // Setting the clock back meanwhile does not give more time.
    this.#leftMs = this.#timeoutMs - Math.max(0, Date.now() - begunAtMs);
    this.#run();
  }

  /** Aborted once the time is over, or with the reason that `abort` was given first. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  abort(reason: Error): void {
    this.#abort.abort(reason);
  }

  /** From now on time does not count any more. */
  end(): void {
    clearTimeout(this.#timer);
  }

  /** Runs a download, whose time may not count. */
  async aroundDownload<T>(download: () => Promise<T>): Promise<T> {
    if (this.#countsDownloads) return await download();
    clearTimeout(this.#timer);
    this.#leftMs -= performance.now() - this.#sinceMs;
    try {
      return await download();
    } finally {
      this.#run();
    }
  }

  #run(): void {
    this.#sinceMs = performance.now();
    this.#timer = setTimeout(() => {
      this.#abort.abort(
        new NotReadyError(
          `the topology was not ready within ${this.#timeoutMs / 1_000} s; under way: ${this.#underWay()}`,
          { hint: 'give it more time with --wait-timeout, or see `distq doctor`' },
        ),
      );
    }, this.#leftMs);
  }
}
