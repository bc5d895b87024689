import { NotReadyError } from '../../foundation/errors/errors.ts';

const defaultTimeoutMs = 120_000;

export interface StartBoundOptions {
  /** Timeout of the whole start, including downloads. undefined: two minutes, without downloads. */
  waitTimeoutMs?: number | undefined;
  /** When the command was called: Unix time in ms. */
  begunAtMs: number;
}

/** Aborts a start that takes too long, and says what was in progress. */
export class StartBound {
  readonly #timeoutMs: number;
  readonly #countsDownloads: boolean;
  readonly #underWay: () => string;
  readonly #abort = new AbortController();
  #leftMs: number;
  #timer: NodeJS.Timeout | undefined;
  #sinceMs = 0;

  /** @param underWay returns what is being done now, for the error */
  constructor({ waitTimeoutMs, begunAtMs }: StartBoundOptions, underWay: () => string) {
    this.#timeoutMs = waitTimeoutMs ?? defaultTimeoutMs;
    this.#countsDownloads = waitTimeoutMs !== undefined;
    this.#underWay = underWay;
    // Setting the clock back must not extend the time.
    this.#leftMs = this.#timeoutMs - Math.max(0, Date.now() - begunAtMs);
    this.#run();
  }

  /** Aborted at the timeout, or by `abort` with its reason. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  abort(reason: Error): void {
    this.#abort.abort(reason);
  }

  /** From now on the time is not limited. */
  end(): void {
    clearTimeout(this.#timer);
  }

  /** Runs a download, during which the time may not count. */
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
          `the topology was not ready within ${this.#timeoutMs / 1_000} s; in progress: ${this.#underWay()}`,
          { hint: 'allow more time with --wait-timeout, or check the machine with `distq doctor`' },
        ),
      );
    }, this.#leftMs);
  }
}
