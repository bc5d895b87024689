import type { Logger } from 'pino';
import { Deadline } from '../deadline.ts';
import type { Message } from '../message.ts';
import { UnavailableError } from '../unavailable-error.ts';
import { chunkMessages } from './chunk-messages.ts';
import type { Delivery } from './delivery.ts';
import type { LogResult, MessageLogger } from './log-client.ts';
import { answerOutcome } from './post-answer.ts';
import type { PostAnswer } from './post-answer.ts';
import type { RepeatGuard } from './repeat-guard.ts';

export interface Submission {
  msg: string;
  /** The client's own uuid: a second post of it delivers nothing. */
  key: string | undefined;
}

interface PosterDeps {
  log: MessageLogger;
  delivery: Delivery;
  guard: RepeatGuard;
  newUuid: () => string;
  logger: Logger;
  /** For the delivery of a logged message, all tries together. */
  deliveryTimeoutMs: number;
}

interface Post {
  message: Message;
  hasKey: boolean;
  answer: (answer: PostAnswer) => void;
}

/** Takes messages: logs each first, then delivers it, and answers no more than it knows. */
export class Poster {
  readonly #deps: PosterDeps;

  constructor(deps: PosterDeps) {
    this.#deps = deps;
  }

  /** One answer for each, in order; never rejects. */
  async post(submissions: readonly Submission[]): Promise<PostAnswer[]> {
    const fresh: Post[] = [];
    const answers = submissions.map((submission) => this.#begin(submission, fresh));
    await Promise.all(chunkMessages(fresh).map((posts) => this.#deliver(posts)));
    return Promise.all(answers);
  }

  /** The submission's answer to be; what is no repetition joins `fresh`. */
  #begin({ msg, key }: Submission, fresh: Post[]): Promise<PostAnswer> {
    const { guard, newUuid } = this.#deps;
    const earlier = key === undefined ? undefined : guard.earlier(key);
    if (earlier !== undefined) return earlier;
    const { promise, resolve } = deferred<PostAnswer>();
    fresh.push({
      message: { msg, uuid: key ?? newUuid() },
      hasKey: key !== undefined,
      answer: resolve,
    });
    if (key !== undefined) guard.begin(key, promise);
    return promise;
  }

  async #deliver(posts: readonly Post[]): Promise<void> {
    const { log, delivery, deliveryTimeoutMs, logger } = this.#deps;
    try {
      const results = await log.log(posts.map(({ message }) => message));
      const logged = posts.filter((post, index) => this.#isNew(post, results[index]));
      if (logged.length === 0) return;
      const messages = logged.map(({ message }) => message);
      const outcomes = await delivery.deliver(messages, new Deadline(deliveryTimeoutMs));
      logged.forEach(({ message, answer }, index) => {
        answer(answerOutcome(message, outcomes[index] ?? 'unknown'));
      });
    } catch (error) {
      // Whoever has been answered already stays answered.
      const isUnavailable = error instanceof UnavailableError;
      if (!isUnavailable) logger.error({ err: error }, 'Post Failed');
      for (const { answer } of posts)
        answer(
          isUnavailable ? { status: 503, error: error.message } : { status: 500, error: 'Internal Error' },
        );
    }
  }

  /** Whether the message is to be delivered; else it is answered. */
  #isNew({ message, hasKey, answer }: Post, result: LogResult | undefined): boolean {
    if (result === undefined) throw new Error('the log answered fewer results than messages');
    if (result.kind === 'logged') return true;
    if (result.kind === 'rejected') {
      answer({ status: result.status, error: result.error });
      return false;
    }
    // A uuid of our own making can only be known from our own earlier attempt.
    if (!hasKey || this.#deps.guard.wasUndelivered(message.uuid)) return true;
    answer({ status: 200, message: { msg: result.msg, uuid: message.uuid } });
    return false;
  }
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
