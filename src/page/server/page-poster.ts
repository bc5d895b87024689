import { SessionBusyError, SessionHeldError } from '../../control/session-held.ts';
import type { Session } from '../../control/contract.ts';
import { messageOf, NothingRunningError } from '../../foundation/errors/errors.ts';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';
import { postMessages, type PostOptions, type PostSummary } from '../../posting/post-messages.ts';
import { createSystem } from '../../system/create-system.ts';
import type { PageChange } from '../wire/apply-change.ts';
import type { PostCounts } from '../wire/page-state.ts';
import type { PostRequest } from '../wire/plan-action.ts';

const timeoutMs = 30_000;
const retryForMs = 30_000;
const tellEveryMs = 200;

/** Posts the messages of the page, and counts what became of them. */
export class PagePoster {
  readonly #report: (change: PageChange) => void;
  readonly #signal: AbortSignal;
  readonly #counts: PostCounts = { posted: 0, acknowledged: 0, refused: 0, indeterminate: 0 };
  #load: AbortController | undefined;
  #loadEnds: Promise<void> = Promise.resolve();
  /** Number of requests to post that are in progress, besides the load. */
  #posting = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(report: (change: PageChange) => void, signal: AbortSignal) {
    this.#report = report;
    this.#signal = signal;
  }

  get counts(): PostCounts {
    return { ...this.#counts };
  }

  /**
   * @returns what became of them, for people
   * @throws NothingRunningError if no service takes messages; SessionHeldError while a run holds the session
   */
  async post(session: Session, posts: PostRequest): Promise<string> {
    this.#posting += 1;
    try {
      return summaryText(await this.#post(await facadeOf(session), posts, this.#signal));
    } finally {
      this.#posting -= 1;
    }
  }

  /** Begins to post, and ends an earlier load. @throws as `post` */
  async load(session: Session, posts: PostRequest): Promise<string> {
    const facade = await facadeOf(session);
    this.stopLoad();
    const load = new AbortController();
    this.#load = load;
    const { ratePerSecond = null } = posts;
    this.#report({ kind: 'load', ratePerSecond });
    this.#loadEnds = withJoinedSignal({ signals: [this.#signal, load.signal] }, (stopped) =>
      this.#post(facade, posts, stopped),
    )
      .then(summaryText, messageOf)
      .then((text) => {
        const at = new Date().toISOString();
        this.#report({ kind: 'event', event: { at, name: null, text, kind: 'action', fault: null } });
        if (this.#load === load) this.stopLoad();
      });
    return `posts ${ratePerSecond ?? 'as many messages as possible'} a second until it is stopped`;
  }

  /** Nothing more is begun; messages in flight still get their answers. Does nothing without a load. */
  stopLoad(): void {
    if (this.#load === undefined) return;
    this.#load.abort();
    this.#load = undefined;
    this.#report({ kind: 'load', ratePerSecond: null });
  }

  /**
   * Ends the load, and waits until all of its messages are answered: in the evidence of a run they would be unexpected.
   * @throws SessionBusyError if other messages are being posted
   */
  async rest(): Promise<void> {
    if (this.#posting > 0) throw new SessionBusyError(['post']);
    this.stopLoad();
    await this.#loadEnds;
  }

  #post(facade: Facade, posts: PostRequest, signal: AbortSignal): Promise<PostSummary> {
    return postMessages({
      ...facade,
      messages: texts(posts),
      concurrency: posts.concurrency,
      ratePerSecond: posts.ratePerSecond,
      timeoutMs,
      retryForMs,
      signal,
      onPosted: ({ kind }) => {
        this.#counts.posted += 1;
        this.#counts[kind] += 1;
        this.#tellSoon();
      },
    });
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#report({ kind: 'posts', posts: this.counts });
    }, tellEveryMs).unref();
  }
}

type Facade = Pick<PostOptions, 'system' | 'url'>;

async function facadeOf(session: Session): Promise<Facade> {
  const { facade, client, run } = await session.status();
  // Messages of somebody else would be unexpected in the evidence of the run.
  if (run !== null) throw new SessionHeldError(run);
  if (facade === null)
    throw new NothingRunningError('this topology has no facade to which messages are posted', {
      hint: 'start one that has: distq up -t lab',
    });
  return { system: createSystem(client), url: new URL(facade) };
}

function summaryText({ attempted, acknowledged, refused, indeterminate }: PostSummary): string {
  return `posted ${attempted}: ${acknowledged} acknowledged, ${refused} refused, ${indeterminate} indeterminate`;
}

function* texts({ count, text }: PostRequest): Generator<string> {
  for (let number = 1; number <= count; number += 1)
    yield text === undefined ? `msg${number}` : count === 1 ? text : `${text}${number}`;
}
