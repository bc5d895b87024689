import { request } from 'undici';
import { hasCode } from '../../foundation/errors/error-code.ts';
import { NothingRunningError, NotReadyError, messageOf } from '../../foundation/errors/errors.ts';
import { shortText } from '../../foundation/text/short-text.ts';
import type { MergedAnswer } from '../contract/merged-answer.ts';
import { facadeTarget } from './facade-target.ts';
import { ForeignAnswerError } from './foreign-answer-error.ts';
import { readMergedAnswer } from './read-merged-answer.ts';

/**
 * Sends one request to the facade.
 * @param url without a path: the path of distq's facade
 * @throws NothingRunningError if no process listens there; NotReadyError if it does not answer in time, or refuses;
 * ForeignAnswerError for any other answer
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
      hint: 'see `distq status` and `distq logs facade-service`; for another facade, check the path of its address',
    });
  const answer = readMergedAnswer(text);
  if (answer === undefined) throw new ForeignAnswerError(address, { status, body: text });
  return answer;
}
