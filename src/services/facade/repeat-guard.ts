import type { Message } from '../queue/message.ts';
import { isQueueFull, type PostAnswer } from './post-answer.ts';
import { LruMap } from './lru-map.ts';

/** With these statuses the message is certainly not delivered. */
const refusals: ReadonlySet<number> = new Set([400, 413, 503]);

/**
 * Remembers the keys of posted messages, so that a repeated key is not delivered twice. Limited in size: the log still
 * knows keys that were dropped here.
 */
export class RepeatGuard {
  readonly #underWay = new Map<string, Promise<PostAnswer>>();
  readonly #done = new LruMap<Message>({ maxEntries: 10_000, maxWeight: 16_000_000 });
  readonly #undelivered = new LruMap<'refused' | 'unknown'>({ maxEntries: 100_000, maxWeight: Infinity });

  /** The answer to an earlier or simultaneous post of this key; undefined if it must be delivered. */
  earlier(key: string): Promise<PostAnswer> | undefined {
    const message = this.#done.get(key);
    if (message !== undefined) return Promise.resolve({ status: 200, message });
    return this.#underWay
      .get(key)
      ?.then((answer) => (answer.status === 201 ? { ...answer, status: 200 } : answer));
  }

  /** Notes that a post of this key is in progress; its promise must not reject. */
  begin(key: string, answer: Promise<PostAnswer>): void {
    this.#underWay.set(key, answer);
    void answer.then((settled) => {
      this.#underWay.delete(key);
      if ('message' in settled) {
        this.#undelivered.delete(key);
        this.#done.set(key, settled.message, settled.message.msg.length);
      } else if (!refusals.has(settled.status)) this.#undelivered.set(key, 'unknown', 1);
      // Without the log's answer it is unknown whether another facade had posted the key before.
      else if (isQueueFull(settled) && this.earlierFailure(key) !== 'unknown')
        this.#undelivered.set(key, 'refused', 1);
    });
  }

  /**
   * The key was posted here before and not acknowledged: it may be in the log without having been delivered. After
   * `refused` it certainly was not delivered.
   */
  earlierFailure(key: string): 'refused' | 'unknown' | undefined {
    return this.#undelivered.get(key);
  }
}
