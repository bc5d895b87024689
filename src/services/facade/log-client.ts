import { z } from 'zod';
import { callAny } from '../call-any.ts';
import type { Attempt } from '../call-any.ts';
import { Deadline } from '../deadline.ts';
import type { Discovery } from '../discovery.ts';
import type { HttpAnswer, HttpClient } from '../http-client.ts';
import type { Message } from '../message.ts';

/**
 * What the log says to a message: it stored it; it had `msg` under that uuid before; it takes no such message; or it
 * could not say.
 */
export type LogResult =
  | { kind: 'logged' }
  | { kind: 'known'; msg: string }
  | { kind: 'rejected'; status: 400 | 413; error: string };

/** The log as the facade sees it. */
export interface MessageLogger {
  /**
   * One result for each message, in order.
   * @throws UnavailableError when no logging-service answers in time; some may be logged all the same.
   */
  log(messages: readonly Message[]): Promise<LogResult[]>;
}

interface LogClientOptions {
  http: HttpClient;
  discovery: Discovery;
  random: () => number;
  bounds: LogBounds;
  /** For more than one message at once. */
  batchBounds: LogBounds;
}

interface LogBounds {
  /** For all attempts together. */
  timeoutMs: number;
  attemptTimeoutMs: number;
}

const answerSchema = z.object({
  status: z.int(),
  error: z.string().optional(),
  message: z.object({ msg: z.string() }).optional(),
});
type LogAnswer = z.output<typeof answerSchema>;

/** Logs messages with one of the logging-services, whichever answers. */
export class LogClient implements MessageLogger {
  readonly #options: LogClientOptions;

  constructor(options: LogClientOptions) {
    this.#options = options;
  }

  async log(messages: readonly Message[]): Promise<LogResult[]> {
    const { discovery, random, bounds, batchBounds } = this.#options;
    const { timeoutMs, attemptTimeoutMs } = messages.length === 1 ? bounds : batchBounds;
    return callAny({
      unavailable: 'Logging-Service Unavailable',
      addresses: (isFresh) => discovery.addresses('logging-service', isFresh),
      random,
      deadline: new Deadline(timeoutMs),
      attemptTimeoutMs,
      attempt: async (attempt) => {
        const answers = await this.#send(messages, attempt);
        return messages.map((message, index) => readResult(message, answers[index], attempt.isAfterUnknown));
      },
    });
  }

  async #send(messages: readonly Message[], { address, timeoutMs }: Attempt): Promise<LogAnswer[]> {
    const { http } = this.#options;
    const [first] = messages;
    if (messages.length === 1 && first !== undefined) {
      const answer = await http.request({
        method: 'POST',
        url: address,
        body: JSON.stringify(first),
        timeoutMs,
      });
      return [readAnswer(answer)];
    }
    const url = `${address}/batch`;
    const answer = await http.request({ method: 'POST', url, body: JSON.stringify(messages), timeoutMs });
    if (answer.status !== 200) return messages.map(() => readAnswer(answer));
    return z.array(answerSchema).length(messages.length).parse(JSON.parse(answer.body));
  }
}

function readAnswer({ status, body }: HttpAnswer): LogAnswer {
  // The usual answer needs no look inside.
  return status === 201
    ? { status }
    : answerSchema.parse({ ...z.looseObject({}).parse(JSON.parse(body)), status });
}

/** @throws Error if another instance should be asked. */
function readResult(message: Message, answer: LogAnswer | undefined, isAfterUnknown: boolean): LogResult {
  switch (answer?.status) {
    case 201:
      return { kind: 'logged' };
    case 409: {
      const msg = answer.message?.msg ?? message.msg;
      // After an attempt of unknown outcome, the same text under the same uuid is that attempt's.
      return isAfterUnknown && msg === message.msg ? { kind: 'logged' } : { kind: 'known', msg };
    }
    case 400:
    case 413:
      return { kind: 'rejected', status: answer.status, error: answer.error ?? 'Rejected by the Log' };
    default:
      throw new Error(`logging-service answers ${answer?.status ?? 'nothing'}: ${answer?.error ?? ''}`);
  }
}
