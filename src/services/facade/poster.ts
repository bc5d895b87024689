import type { Logger } from 'pino';
import { crashPoint } from '../../protocol/crash-point.ts';
import type { Clock } from '../../foundation/async/clock.ts';
import { Deadline } from '../call/deadline.ts';
import type { Message } from '../queue/message.ts';
import type { StageRing } from '../trace/stage-ring.ts';
import type { Delivery, Outcome } from './delivery.ts';
import { fittingMessages } from './fitting-messages.ts';
import { GroupWriter } from './group-writer.ts';
import type { LogResult, MessageLogger } from './log-client.ts';
import { answerOutcome } from './post-answer.ts';
import type { PostAnswer } from './post-answer.ts';
import type { RepeatGuard } from './repeat-guard.ts';

export interface Submission {
  msg: string;
  /** The client's own UUID: a second post with it delivers nothing. */
  key: string | undefined;
}

interface PosterDeps {
  log: MessageLogger;
  delivery: Delivery;
  guard: RepeatGuard;
  /** Returns this many uuids for messages that are written together. */
  newUuids: (count: number) => string[];
  logger: Pick<Logger, 'error'>;
  clock: Clock;
  /** Timeout in ms of the delivery of a logged message, all attempts together. */
  deliveryTimeoutMs: number;
  stages?: StageRing | undefined;
}

interface Post extends Submission {
  /** By performance.now. */
  arrivedMs: number;
  answer: (answer: PostAnswer) => void;
}

/** A post of a group that is being written. */
interface NamedPost extends Post {
  message: Message;
}

// In ms: much longer than a write, much shorter than the timeout of a frozen instance or member.
const patienceMs = 100;
const gatherMs = 4;

/** Accepts messages and groups simultaneous ones: logs each first, then delivers it, and answers only what it knows. */
export class Poster {
  readonly #deps: PosterDeps;
  readonly #writer: GroupWriter<Post>;

  constructor(deps: PosterDeps) {
    this.#deps = deps;
    this.#writer = new GroupWriter<Post>({
      write: (posts) => this.#deliver(posts),
      fitting: fittingMessages,
      patienceMs,
      gatherMs,
      clock: deps.clock,
    });
  }

  /** One answer per submission, in order; never rejects. */
  async post(submissions: readonly Submission[]): Promise<PostAnswer[]> {
    const fresh: Post[] = [];
    const answers = submissions.map((submission) => this.#begin(submission, fresh));
    this.#writer.add(fresh);
    return Promise.all(answers);
  }

  /** Returns the promised answer to the submission; adds it to `fresh` unless it is a repetition. */
  #begin({ msg, key }: Submission, fresh: Post[]): Promise<PostAnswer> {
    const { guard, stages } = this.#deps;
    const arrivedMs = performance.now();
    const earlier = key === undefined ? undefined : guard.earlier(key);
    if (key !== undefined && earlier !== undefined) {
      stages?.add('posted', key, arrivedMs, 0, msg);
      return earlier.then((answer) => {
        stages?.add('answered', key, undefined, answer.status);
        return answer;
      });
    }
    const { promise, resolve } = deferred<PostAnswer>();
    fresh.push({ msg, key, arrivedMs, answer: resolve });
    if (key !== undefined) guard.begin(key, promise);
    return promise;
  }

  async #deliver(group: readonly Post[]): Promise<void> {
    const { log, delivery, deliveryTimeoutMs, logger, clock } = this.#deps;
    let begun = group;
    try {
      const posts = this.#name(group);
      begun = posts;
      const results = await log.log(
        posts.map(({ message, key }) => ({ ...message, isNew: key === undefined })),
      );
      crashPoint('after-log');
      const deadline = new Deadline(deliveryTimeoutMs, clock);
      const errands = await this.#errandsOf(posts, results, deadline);
      if (errands.length === 0) return;
      const outcomes = await delivery.deliver(
        errands.map(({ post, message }) => ({ ...message, isNew: post.key === undefined })),
        deadline,
      );
      for (const [index, errand] of errands.entries())
        errand.post.answer(answerErrand(errand, outcomes[index]));
    } catch (error) {
      // Posts that already have an answer keep it.
      logger.error({ err: error }, 'Post Failed');
      for (const { answer } of begun) answer({ status: 500, error: 'Internal Error' });
    }
  }

  #name(posts: readonly Post[]): NamedPost[] {
    const { stages } = this.#deps;
    const uuids = this.#deps.newUuids(posts.filter(({ key }) => key === undefined).length).values();
    return posts.map((post) => {
      const uuid = post.key ?? uuids.next().value;
      if (uuid === undefined) throw new Error('fewer uuids than messages');
      stages?.add('posted', uuid, post.arrivedMs, 0, post.msg);
      let isAnswered = false;
      const answer = (given: PostAnswer): void => {
        // A post keeps its first answer.
        if (isAnswered) return;
        isAnswered = true;
        stages?.add('answered', uuid, undefined, given.status);
        post.answer(given);
      };
      return { ...post, message: { uuid, msg: post.msg }, answer };
    });
  }

  /** The messages to deliver; answers the other posts. */
  async #errandsOf(
    posts: readonly NamedPost[],
    results: readonly LogResult[],
    deadline: Deadline,
  ): Promise<Errand[]> {
    const errands = posts.flatMap((post, index) => this.#errandOf(post, results[index]));
    const repeated = errands.filter(({ earlier }) => earlier === 'elsewhere').map(({ message }) => message);
    if (repeated.length === 0) return errands;
    const { delivery } = this.#deps;
    const taken = await delivery.taken(repeated, deadline).catch(() => undefined);
    return errands.filter(({ post, message, earlier }) => {
      if (earlier !== 'elsewhere' || taken?.has(message.uuid) === false) return true;
      if (taken === undefined && delivery.mayRepeat(message.uuid)) return true;
      post.answer(taken === undefined ? answerOutcome(message, 'unknown') : { status: 200, message });
      return false;
    });
  }

  #errandOf(post: NamedPost, result: LogResult | undefined): Errand[] {
    const { message, key, answer } = post;
    if (result === undefined) throw new Error('the log answered fewer results than messages');
    const failure = key === undefined ? undefined : this.#deps.guard.earlierFailure(key);
    const mayRepeat = key === undefined || this.#deps.delivery.mayRepeat(key);
    switch (result.kind) {
      case 'logged':
        // If it was there before, the first attempt with this key may still be in progress. A UUID that we generated
        // has no earlier attempt.
        if (result.isSure || key === undefined) return [{ post, message, earlier: failure }];
        return [{ post, message, earlier: mayRepeat ? (failure ?? 'unknown') : 'elsewhere' }];
      case 'rejected':
        answer({ status: result.status, error: result.error });
        return [];
      case 'unavailable':
        // A failure of this attempt does not undo an earlier one that is still in progress.
        answer(
          failure === 'unknown' ? answerOutcome(message, 'unknown') : { status: 503, error: result.error },
        );
        return [];
      case 'known':
    }
    // A uuid that we generated can only be known from our own earlier attempt to log it.
    if (key === undefined) return [{ post, message, earlier: undefined }];
    const earlier = mayRepeat ? (failure ?? 'elsewhere') : 'elsewhere';
    return [{ post, message: { uuid: message.uuid, msg: result.msg }, earlier }];
  }
}

/** A message to deliver. */
interface Errand {
  post: Post;
  /** As it was first logged. */
  message: Message;
  /** The answer of this facade to an earlier delivery attempt; `elsewhere`: an attempt that it does not know. */
  earlier: 'refused' | 'unknown' | 'elsewhere' | undefined;
}

function answerErrand({ message, earlier }: Errand, outcome: Outcome = 'unknown'): PostAnswer {
  // A refusal proves nothing if an earlier attempt may still be in progress.
  const isCertain = earlier === undefined || earlier === 'refused' || outcome === 'delivered';
  const answer = answerOutcome(message, isCertain ? outcome : 'unknown');
  return answer.status === 201 && earlier === 'elsewhere' ? { ...answer, status: 200 } : answer;
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
