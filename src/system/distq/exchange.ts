import type { Dispatcher } from 'undici';
import type { PostAnswer } from '../contract/system.ts';
import { judgeError, judgeStatus } from './answer-promise.ts';
import { readRetryAfter } from './retry-after.ts';

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

interface ResponseHead {
  status: number;
  retryAfter: string | undefined;
}

const finalStatus = 200;
/** Of an answer that is no acknowledgement. */
const keptBytes = 65_536;

/**
 * One request to the facade and what is heard to it. It takes undici's events as they are: of an acknowledgement the status is all that
 * counts, and a stream for its body would take as long as all the rest.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Never rejects: what goes wrong is an outcome. */
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

  /** The status is the answer; what happens to the rest of it changes nothing. */
  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#settle(this.#heard === undefined ? { outcome: judgeError(error) } : this.#answerTo(this.#heard));
  }

  giveUp(reason: Error): void {
    this.#givenUp = reason;
    // Not on its way yet: it ends as soon as it is.
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

/** The facade's own word where it gave one. */
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
    // No JSON: shown as it is.
  }
  return text.slice(0, 200);
}
