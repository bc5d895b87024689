import type { PostAnswer } from '../../../src/services/facade/post-answer.ts';

/** `broken`: the facade died; `given up`: the client did not wait any longer. */
export type Heard = PostAnswer | 'broken' | 'given up';

/** A post of a message. */
export interface Attempt {
  /** The run of a facade. */
  facade: string;
  beganMs: number;
  endedMs: number;
  answer: Heard | undefined;
}

/** A message, and what its client knows of it. */
export class ClientMessage {
  readonly text: string;
  /** Whether it is posted until it is acknowledged. */
  readonly isPersistent: boolean;
  readonly attempts: Attempt[] = [];
  /** Its `Idempotency-Key`; of one without, the uuid that it was told. */
  key: string | undefined;

  constructor(options: { text: string; key: string | undefined; isPersistent: boolean }) {
    this.text = options.text;
    this.key = options.key;
    this.isPersistent = options.isPersistent && options.key !== undefined;
  }

  /** Its trace identifies it. */
  get names(): string[] {
    return [this.text, ...(this.key === undefined ? [] : [this.key])];
  }

  /** The texts with which it was acknowledged. */
  get acknowledged(): string[] {
    return this.attempts.flatMap(({ answer }) => textOf(answer));
  }

  get isUnderWay(): boolean {
    return this.attempts.some(({ answer }) => answer === undefined);
  }

  /**
   * The last answer is that it surely does not arrive, and no earlier attempt may be under way of which the facade could not know: see
   * docs/delivery.md, Promises.
   */
  get isRefused(): boolean {
    const last = this.attempts.at(-1);
    return (
      last !== undefined &&
      isRefusal(last) &&
      this.attempts.every((attempt) => isRefusal(attempt) || this.#isKnown(attempt, last))
    );
  }

  /** The facade of the last one knows of that one: by itself, or from the log, unless it remembers to have refused it. */
  #isKnown(earlier: Attempt, last: Attempt): boolean {
    if (typeof earlier.answer === 'object' && 'message' in earlier.answer) return false;
    if (earlier.facade === last.facade) return true;
    const wasRefusedThere = this.attempts.some(
      (one) => one !== last && one.facade === last.facade && errorOf(one) === 'Queue Full',
    );
    const isOver = earlier.answer !== 'given up' && earlier.endedMs <= last.beganMs;
    return !wasRefusedThere && isOver && errorOf(last) === 'Queue Full';
  }
}

function isRefusal({ answer }: Attempt): boolean {
  return typeof answer === 'object' && [400, 413, 503].includes(answer.status);
}

function textOf(answer: Attempt['answer']): string[] {
  return typeof answer === 'object' && 'message' in answer ? [answer.message.msg] : [];
}

function errorOf({ answer }: Attempt): string {
  return typeof answer === 'object' && 'error' in answer ? answer.error : '';
}
