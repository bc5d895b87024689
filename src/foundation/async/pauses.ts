import { setTimeout as sleep } from 'node:timers/promises';
import { withJoinedSignal } from './joined-signal.ts';

/** @returns a function that unsubscribes */
type Subscribe = (onNews: () => void) => () => void;

/** A pause in ms; ends early if the signal is aborted. */
type Pause = (ms: number, signal: AbortSignal | undefined) => Promise<void>;

/** Pauses between two looks at something, which end early at news of it. */
export class Pauses {
  /** Call this after the last pause. */
  readonly end: () => void;
  readonly #hasNews: boolean;
  #onNews: () => void = () => undefined;

  /** @param subscribe undefined: there is never any news */
  constructor(subscribe: Subscribe | undefined) {
    this.#hasNews = subscribe !== undefined;
    this.end =
      subscribe?.(() => {
        this.#onNews();
      }) ?? (() => undefined);
  }

  /** Call this before the look that the pause follows: news that arrives during the look ends the pause too. */
  next(): Pause {
    if (!this.#hasNews) return quietly;
    const news = new AbortController();
    this.#onNews = () => {
      news.abort();
    };
    return (ms, signal) =>
      withJoinedSignal({ signals: [signal, news.signal] }, (either) => quietly(ms, either));
  }
}

function quietly(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => undefined);
}
