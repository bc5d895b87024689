import type { Dispatcher } from 'undici';
import type { PostAnswer } from '../contract/system.ts';
import { judgeError } from '../contract/judge-error.ts';
import { judgeStatus } from './answer-promise.ts';
import { readRetryAfter } from './retry-after.ts';

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

interface ResponseHead {
  status: number;
  retryAfter: string | undefined;
}

const finalStatus = 200;
/** For answers that are not an acknowledgement. */
const keptBytes = 65_536;

/**
 * One request to the facade and its answer. It uses undici's events directly: an acknowledgement needs only the status,
 * and a body stream would double the time of a request.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Never rejects: an error is an outcome. */
  readonly answer: Promise<PostAnswer>;
  #settle: (answer: PostAnswer) => void = () => undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #givenUp: Error | undefined;
  #heard: ResponseHead | undefined;
  #body: Buffer[] = [];
  #bodyBytes = 0;

  constructor() {
    this.answer = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#givenUp !== undefined) controller.abort(this.#givenUp);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < finalStatus) return;
    this.#heard = { status, retryAfter: [headers['retry-after']].flat()[0] };
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#bodyBytes >= keptBytes) return;
    this.#body.push(chunk);
    this.#bodyBytes += chunk.length;
  }

  onResponseEnd(): void {
    if (this.#heard !== undefined) this.#settle(this.#answerTo(this.#heard));
  }

  /** The status is already the answer; a later error changes nothing. */
  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#settle(this.#heard === undefined ? { outcome: judgeError(error) } : this.#answerTo(this.#heard));
  }

  giveUp(reason: Error): void {
    this.#givenUp = reason;
    // It is not sent yet: it ends as soon as it is.
    if (this.#controller === undefined) this.#settle({ outcome: judgeError(reason) });
    else this.#controller.abort(reason);
  }

  #answerTo({ status, retryAfter }: ResponseHead): PostAnswer {
    const kind = judgeStatus(status);
    if (kind === 'acknowledged') return { outcome: { kind, status } };
    const reason = `HTTP ${status}: ${errorOf(Buffer.concat(this.#body).toString())}`;
    const outcome = { kind, status, reason };
    if (kind !== 'refused') return { outcome };
    return { outcome, retryAfterMs: readRetryAfter(retryAfter, Date.now()) };
  }
}

/** The error that the facade names, if any. */
function errorOf(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (
      typeof parsed === 'object' &&
      parsed !== null &&
      'error' in parsed &&
      typeof parsed.error === 'string'
    ) {
      return parsed.error;
    }
  } catch {
    // Not JSON: shown unchanged.
  }
  return text.slice(0, 200);
}
