import type { Journal } from '../../posting/journal.ts';
import { postMessages, type PostSummary } from '../../posting/post-messages.ts';
import type { System } from '../../system/contract/system.ts';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';
import type { Period } from './period.ts';

export interface PostOptions {
  /** Infinity: until they are stopped. */
  count: number;
  /** Prefix of the texts, before a number. */
  prefix: string;
  concurrency: number;
  ratePerSecond?: number | undefined;
  background: boolean;
  timeoutMs: number;
  retryForMs: number;
}

/** The posts of a scenario: all in one journal, with at most one background load. */
export class Posts {
  readonly #system: System;
  readonly #url: URL;
  readonly #journal: Journal;
  readonly #interrupted: AbortSignal;
  readonly #interruptedDrainMs: number;
  #load: { summary: Promise<PostSummary>; end: AbortController } | undefined;
  readonly #numbers = new Map<string, number>();
  attempted = 0;
  answered = 0;
  /** uuid to text. */
  readonly acknowledged = new Map<string, string>();
  /** When posts were in flight. */
  readonly periods: Period[] = [];

  /**
   * @param interrupted aborts all posts in flight
   * @param interruptedDrainMs time for answers after that
   */
  constructor(
    system: System,
    url: URL,
    journal: Journal,
    interrupted: AbortSignal,
    interruptedDrainMs = 2_000,
  ) {
    this.#system = system;
    this.#url = url;
    this.#journal = journal;
    this.#interrupted = interrupted;
    this.#interruptedDrainMs = interruptedDrainMs;
  }

  get underWay(): number {
    return this.attempted - this.answered;
  }

  /**
   * Posts messages. Returns when all are answered; in the background, immediately.
   * @throws MachineLacksError if the journal cannot be written; the signal's reason if interrupted
   */
  async post(options: PostOptions): Promise<PostSummary | undefined> {
    if (!options.background) {
      const summary = await this.#run(options, options.count, this.#interrupted);
      this.#interrupted.throwIfAborted();
      return summary;
    }
    const end = new AbortController();
    // Answers to posts under way are awaited after a stop: without them, their outcome would be unknown.
    const drainMs = () => (this.#interrupted.aborted ? this.#interruptedDrainMs : options.timeoutMs);
    const summary = withJoinedSignal({ signals: [end.signal, this.#interrupted] }, (signal) =>
      this.#run(options, options.count, signal, drainMs),
    );
    // finish() reports the failure.
    summary.catch(() => undefined);
    this.#load = { summary, end };
    return undefined;
  }

  /** Stops the background load, or waits until it has finished; undefined if there is none. */
  async finish(how: 'wait' | 'stop'): Promise<PostSummary | undefined> {
    const load = this.#load;
    this.#load = undefined;
    if (how === 'stop') load?.end.abort();
    return load?.summary;
  }

  async #run(
    options: PostOptions,
    count: number,
    signal: AbortSignal,
    drainMs: number | (() => number) = this.#interruptedDrainMs,
  ): Promise<PostSummary> {
    const period = { fromMs: Date.now(), toMs: Infinity };
    this.periods.push(period);
    // Few answers come after the last post, which must not count as a gap. The clock may have been set back.
    const end = (): void => {
      period.toMs = Math.min(period.toMs, Math.max(period.fromMs, Date.now()));
    };
    signal.addEventListener('abort', end, { once: true });
    try {
      return await postMessages({
        system: this.#system,
        url: this.#url,
        messages: this.#texts(options.prefix, count),
        concurrency: options.concurrency,
        ratePerSecond: options.ratePerSecond,
        timeoutMs: options.timeoutMs,
        retryForMs: options.retryForMs,
        journal: this.#journal,
        signal,
        drainMs,
        onAttempted: () => {
          this.attempted += 1;
        },
        onAnswered: () => {
          this.answered += 1;
        },
        onPosted: ({ kind, uuid, msg }) => {
          if (kind === 'acknowledged') this.acknowledged.set(uuid, msg);
        },
      });
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }

  /** Numbering continues from an earlier step with the same prefix. */
  *#texts(prefix: string, count: number): Generator<string> {
    for (let made = 0; made < count; made += 1) {
      const number = (this.#numbers.get(prefix) ?? 0) + 1;
      this.#numbers.set(prefix, number);
      yield this.#system.tokens?.nextText(prefix) ?? `${prefix}${number}`;
    }
  }
}
