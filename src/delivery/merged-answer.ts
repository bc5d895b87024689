import { request } from 'undici';
import { z } from 'zod';
import { facadePath } from './facade-pool.ts';
import { NothingRunningError, NotReadyError, messageOf } from '../shared/errors.ts';
import { hasCode } from '../shared/error-code.ts';

const part = z.object({ instance: z.string(), messages: z.array(z.string()) });
const mergedAnswer = z.object({ logging: part, messages: part });

/** What the facade merged: the whole log, and the set of one messages-service. */
export type MergedAnswer = z.output<typeof mergedAnswer>;

/**
 * Asks the facade once.
 * @throws NothingRunningError if nobody listens there; NotReadyError for any answer but a merged one, or none in time.
 */
export async function requestMergedAnswer(
  url: URL,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<MergedAnswer> {
  const address = `${url.origin}${facadePath(url)}`;
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
  const parsed = mergedAnswer.safeParse(parseJson(text));
  if (status === 200 && parsed.success) return parsed.data;
  throw new NotReadyError(`the facade at ${address} answered ${status}: ${text.slice(0, 300)}`, {
    hint: 'see `distq status` and `distq logs facade-service`',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
