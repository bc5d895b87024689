import { request } from 'undici';
import { hasCode } from '../../foundation/errors/error-code.ts';
import { NothingRunningError, NotReadyError, messageOf } from '../../foundation/errors/errors.ts';
import { shortText } from '../../foundation/text/short-text.ts';
import type { MergedAnswer } from '../contract/merged-answer.ts';
import { facadeTarget } from './facade-target.ts';
import { ForeignAnswerError } from './foreign-answer-error.ts';
import { readMergedAnswer } from './read-merged-answer.ts';

/**
 * Asks the facade once.
 * @param url without a path, that of our own facade
 * @throws NothingRunningError if nobody listens there; NotReadyError if it does not answer in time, or refuses; ForeignAnswerError if it
 *   answers something else.
 */
export async function requestMergedAnswer(
  url: URL,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<MergedAnswer> {
  const address = `${url.origin}${facadeTarget(url)}`;
  let status: number;
  let text: string;
  try {
    const response = await request(address, {
      headers: { accept: 'application/vnd.distq+json' },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal,
    });
    status = response.statusCode;
    text = await response.body.text();
  } catch (error) {
    signal.throwIfAborted();
    if (hasCode(error, 'ECONNREFUSED')) {
      throw new NothingRunningError(`nothing listens at ${address}`, {
        cause: error,
        hint: 'see `distq status`; start it: distq up --detach',
      });
    }
    throw new NotReadyError(`the facade at ${address} did not answer: ${messageOf(error)}`, {
      cause: error,
      hint: 'see `distq status` and `distq logs facade-service`',
    });
  }
  if (status < 200 || status >= 300)
    throw new NotReadyError(`the facade at ${address} answered ${status}: ${shortText(text, 300)}`, {
      hint: 'see `distq status` and `distq logs facade-service`; of another facade, check the path of its address',
    });
  const answer = readMergedAnswer(text);
  if (answer === undefined) throw new ForeignAnswerError(address, { status, body: text });
  return answer;
}
