import type { Journal } from '../delivery/journal.ts';
import { postMessages, type PostSummary } from '../delivery/poster.ts';
import type { Period } from './availability.ts';
import type { PostStep } from './schema.ts';

/** The posts of a scenario: all in one journal, at most one load in the background. */
export class Posts {
  readonly #url: URL;
  readonly #journal: Journal;
  readonly #background = new AbortController();
  #load: Promise<PostSummary> | undefined;
  #numbers = new Map<string, number>();
  attempted = 0;
  answered = 0;
  /** uuid to text. */
  readonly acknowledged = new Map<string, string>();
  /** When posts were under way. */
  readonly periods: Period[] = [];

  constructor(url: URL, journal: Journal) {
    this.#url = url;
    this.#journal = journal;
  }

  get underWay(): number {
    return this.attempted - this.answered;
  }

  /** Posts, and returns once all are answered; in the background, at once. */
  async post(step: PostStep): Promise<PostSummary | undefined> {
    if (!step.background) return this.#run(step, step.count ?? 10, undefined);
    this.#load = this.#run(step, step.count ?? Infinity, this.#background.signal);
    // A failure is thrown where the load is finished.
    this.#load.catch(() => undefined);
    return undefined;
  }

  /** Ends the background load, or waits for its end. */
  async finish(how: 'wait' | 'stop'): Promise<PostSummary | undefined> {
    if (how === 'stop') this.#background.abort();
    const load = this.#load;
    this.#load = undefined;
    return load;
  }

  async #run(step: PostStep, count: number, signal: AbortSignal | undefined): Promise<PostSummary> {
    const period = { fromMs: Date.now(), toMs: Infinity };
    this.periods.push(period);
    try {
      return await postMessages({
        url: this.#url,
        messages: this.#texts(step.prefix, count),
        concurrency: step.concurrency,
        ratePerSecond: step.ratePerSecond,
        timeoutMs: step.timeoutMs,
        journal: this.#journal,
        signal,
        onAttempted: () => {
          this.attempted += 1;
        },
        onPosted: ({ kind, uuid, msg }) => {
          this.answered += 1;
          if (kind === 'acknowledged') this.acknowledged.set(uuid, msg);
        },
      });
    } finally {
      period.toMs = Date.now();
    }
  }

  /** Numbering goes on where an earlier step with the same prefix ended. */
  *#texts(prefix: string, count: number): Generator<string> {
    for (let made = 0; made < count; made += 1) {
      const number = (this.#numbers.get(prefix) ?? 0) + 1;
      this.#numbers.set(prefix, number);
      yield `${prefix}${number}`;
    }
  }
}
