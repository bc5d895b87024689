import type { Session } from '../../control/contract.ts';
import { NothingRunningError } from '../../foundation/errors/errors.ts';
import { postMessages } from '../../posting/post-messages.ts';
import { createSystem } from '../../system/create-system.ts';
import type { PostCounts } from '../wire/page-state.ts';

const timeoutMs = 30_000;
const retryForMs = 30_000;
const tellEveryMs = 200;

/** Posts the messages of the page, and counts what became of them. */
export class PagePoster {
  readonly #report: (posts: PostCounts) => void;
  readonly #signal: AbortSignal;
  readonly #counts: PostCounts = { posted: 0, acknowledged: 0, refused: 0, indeterminate: 0 };
  #timer: NodeJS.Timeout | undefined;

  constructor(report: (posts: PostCounts) => void, signal: AbortSignal) {
    this.#report = report;
    this.#signal = signal;
  }

  /** @throws NothingRunningError if no service takes messages */
  async post(session: Session, count: number, text: string | undefined): Promise<string> {
    const { facade, client } = await session.status();
    if (facade === null)
      throw new NothingRunningError('this topology has no facade to which messages are posted', {
        hint: 'start one that has: distq up -t lab',
      });
    const summary = await postMessages({
      system: createSystem(client),
      url: new URL(facade),
      messages: texts(count, text),
      concurrency: 1,
      timeoutMs,
      retryForMs,
      signal: this.#signal,
      onPosted: ({ kind }) => {
        this.#counts.posted += 1;
        this.#counts[kind] += 1;
        this.#tellSoon();
      },
    });
    return `posted ${summary.attempted}: ${summary.acknowledged} acknowledged, ${summary.refused} refused, ${summary.indeterminate} indeterminate`;
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#report({ ...this.#counts });
    }, tellEveryMs).unref();
  }
}

function* texts(count: number, text: string | undefined): Generator<string> {
  for (let number = 1; number <= count; number += 1)
    yield text === undefined ? `msg${number}` : count === 1 ? text : `${text}${number}`;
}
