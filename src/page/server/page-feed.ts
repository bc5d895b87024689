import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { channel } from '../../foundation/async/channel.ts';
import { applyChange, type PageChange } from '../wire/apply-change.ts';
import type { EventId, PageMessage } from '../wire/page-message.ts';
import { emptyState, type PageState } from '../wire/page-state.ts';
import { ChangeRing } from './change-ring.ts';
import { PageBacklog } from './page-backlog.ts';

/** How long the lab is still watched after the last browser left: it may only be reloading. */
const lingerMs = 15_000;

export interface FeedOptions {
  /** Reports changes while somebody looks, until `signal` aborts. */
  watch: (report: (change: PageChange) => void, signal: AbortSignal) => void;
  lingerMs?: number;
}

/** The state of the page, and its changes for every browser that looks. Nothing is watched while none does. */
export class PageFeed {
  readonly generation = randomUUID();
  readonly #options: FeedOptions;
  readonly #ring = new ChangeRing();
  readonly #messages = new EventEmitter<{ message: [PageMessage] }>();
  #state: PageState = emptyState;
  #watching: AbortController | undefined;
  #lingering: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#messages.setMaxListeners(0);
  }

  get state(): PageState {
    return this.#state;
  }

  /** State and changes are updated in the same turn of the event loop, so that no snapshot comes in between. */
  report(change: PageChange): void {
    if (this.#closed) return;
    this.#state = applyChange(this.#state, change);
    const { number } = this.#ring.add(change);
    this.#messages.emit('message', { generation: this.generation, number, kind: 'change', change });
  }

  /**
   * The changes after a place in the stream; a snapshot first if that place is not known here or no longer kept.
   * @param after the last message that the browser has seen
   */
  async *follow(after: EventId | undefined, signal: AbortSignal): AsyncGenerator<PageMessage> {
    const backlog = new PageBacklog(() => this.#snapshot(), this.#missedSince(after));
    const subscribe = (take: (message: PageMessage) => void) => {
      this.#messages.on('message', take);
      this.#begin();
      return () => {
        this.#messages.off('message', take);
        this.#endIfUnwatched();
      };
    };
    yield* channel(subscribe, signal, backlog);
  }

  /** Watches as if a browser had just left: for a while, unless one looks. */
  watchForAWhile(): void {
    this.#begin();
    this.#endIfUnwatched();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#lingering);
    this.#watching?.abort();
  }

  #begin(): void {
    clearTimeout(this.#lingering);
    if (this.#closed || this.#watching !== undefined) return;
    this.#watching = new AbortController();
    const { signal } = this.#watching;
    this.#options.watch((change) => {
      if (!signal.aborted) this.report(change);
    }, signal);
  }

  #endIfUnwatched(): void {
    if (this.#closed || this.#messages.listenerCount('message') > 0) return;
    this.#lingering = setTimeout(() => {
      this.#watching?.abort();
      this.#watching = undefined;
      // The rest would be shown later as if nothing had happened since; these have their times, and a run continues.
      const { posts, samples, events, run } = this.#state;
      this.#state = { ...emptyState, posts, samples, events, run };
      this.#ring.clear();
    }, this.#options.lingerMs ?? lingerMs).unref();
  }

  #missedSince(after: EventId | undefined): PageMessage[] | undefined {
    if (after?.generation !== this.generation) return undefined;
    return this.#ring
      .after(after.number)
      ?.map(({ number, change }) => ({ generation: this.generation, number, kind: 'change', change }));
  }

  #snapshot(): PageMessage {
    return {
      generation: this.generation,
      number: this.#ring.number,
      kind: 'snapshot',
      state: this.#state,
    };
  }
}
