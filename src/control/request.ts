import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import { hasCode } from '../foundation/errors/error-code.ts';
import { MachineLacksError, NothingRunningError, messageOf } from '../foundation/errors/errors.ts';
import { errorFromFailure, failureAnswer } from './remote-failure.ts';

export interface ControlRequest extends Omit<Dispatcher.RequestOptions, 'headers'> {
  headers?: Record<string, string>;
}

/**
 * Sends a request to a supervisor.
 * @throws the failure that it answers; NothingRunningError if it does not answer
 */
export async function sendRequest(
  client: Dispatcher,
  { headers = {}, ...request }: ControlRequest,
  body?: unknown,
): Promise<Dispatcher.ResponseData> {
  let response: Dispatcher.ResponseData;
  try {
    response = await client.request(
      body === undefined
        ? { ...request, headers }
        : {
            ...request,
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          },
    );
  } catch (error) {
    throw new NothingRunningError(`the supervisor does not answer: ${messageOf(error)}`, {
      cause: error,
      hint: isUnreachable(error)
        ? 'it may be starting or ending; if this persists, its control socket was removed: end it with `distq down`, which still works'
        : 'it may be ending; see `distq status`',
    });
  }
  if (response.statusCode >= 400) throw errorFromFailure(await readAnswer(response, failureAnswer));
  return response;
}

/** Whether the other side closed the connection. */
export function isClosed(error: unknown): boolean {
  return hasCode(error, 'UND_ERR_SOCKET', 'ECONNRESET');
}

/** No process listens on the socket, or it does not exist. */
function isUnreachable(error: unknown): boolean {
  return hasCode(error, 'ENOENT', 'ECONNREFUSED');
}

export async function readAnswer<T>(response: Dispatcher.ResponseData, answer: z.ZodType<T>): Promise<T> {
  return parseAnswer(await response.body.json(), answer);
}

/** @throws MachineLacksError for an unexpected answer: both sides are distq, so one of them is another version */
export function parseAnswer<T>(value: unknown, answer: z.ZodType<T>): T {
  const parsed = answer.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new MachineLacksError(
    'the running supervisor is another version of distq: its answer has an unknown form',
    {
      cause: parsed.error,
      hint: 'restart it: distq down, then distq up --detach',
    },
  );
}
