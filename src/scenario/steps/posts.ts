import type { Journal } from '../../posting/journal.ts';
import { postMessages, type PostSummary } from '../../posting/post-messages.ts';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';
import type { PostStep } from './step-schema.ts';
import type { Period } from './period.ts';

const defaultCount = 10;
/** What somebody who presses Ctrl-C waits for answers. */
const interruptedDrainMs = 2_000;

/** The posts of a scenario: all in one journal, at most one load in the background. */
export class Posts {
  readonly #url: URL;
  readonly #journal: Journal;
  readonly #interrupted: AbortSignal;
  #load: { summary: Promise<PostSummary>; end: AbortController } | undefined;
  readonly #numbers = new Map<string, number>();
  attempted = 0;
  answered = 0;
  /** uuid to text. */
  readonly acknowledged = new Map<string, string>();
  /** When posts were under way. */
  readonly periods: Period[] = [];

  /** @param interrupted ends every post that is under way. */
  constructor(url: URL, journal: Journal, interrupted: AbortSignal) {
    this.#url = url;
    this.#journal = journal;
    this.#interrupted = interrupted;
  }

  get underWay(): number {
    return this.attempted - this.answered;
  }

  /**
   * Posts, and returns once all are answered; in the background, at once.
   * @throws MachineLacksError if the journal cannot be written; the signal's reason if interrupted
   */
  async post(step: PostStep): Promise<PostSummary | undefined> {
    if (!step.background) {
      const summary = await this.#run(step, step.count ?? defaultCount, this.#interrupted);
      this.#interrupted.throwIfAborted();
      return summary;
    }
    const end = new AbortController();
    // Who is told to stop still hears the answers to what is under way: given up, they would be of unknown outcome.
    const drainMs = () => (this.#interrupted.aborted ? interruptedDrainMs : step.timeoutMs);
    const summary = withJoinedSignal({ signals: [end.signal, this.#interrupted] }, (signal) =>
      this.#run(step, step.count ?? Infinity, signal, drainMs),
    );
    // A failure is thrown where the load is finished.
    summary.catch(() => undefined);
    this.#load = { summary, end };
    return undefined;
  }

  /** Ends the background load, or waits for its end; undefined where there is none. */
  async finish(how: 'wait' | 'stop'): Promise<PostSummary | undefined> {
    const load = this.#load;
    this.#load = undefined;
    if (how === 'stop') load?.end.abort();
    return load?.summary;
  }

  async #run(
    step: PostStep,
    count: number,
    signal: AbortSignal,
    drainMs: number | (() => number) = interruptedDrainMs,
  ): Promise<PostSummary> {
    const period = { fromMs: Date.now(), toMs: Infinity };
    this.periods.push(period);
    // Only now and then does an answer come once nothing more is sent, and that is no gap. The clock may have been set back.
    const end = (): void => {
      period.toMs = Math.min(period.toMs, Math.max(period.fromMs, Date.now()));
    };
    signal.addEventListener('abort', end, { once: true });
    try {
      return await postMessages({
        url: this.#url,
        messages: this.#texts(step.prefix, count),
        concurrency: step.concurrency,
        ratePerSecond: step.ratePerSecond,
        timeoutMs: step.timeoutMs,
        retryForMs: step.retryForMs,
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

  /** Numbering goes on where an earlier step with the same prefix ended. */
  *#texts(prefix: string, count: number): Generator<string> {
    for (let made = 0; made < count; made += 1) {
      const number = (this.#numbers.get(prefix) ?? 0) + 1;
      this.#numbers.set(prefix, number);
      yield `${prefix}${number}`;
    }
  }
}
