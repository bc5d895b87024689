import { z } from 'zod';
import { callAny } from '../call/call-any.ts';
import type { Attempt } from '../call/call-any.ts';
import { Deadline } from '../call/deadline.ts';
import type { Discovery } from '../call/discovery.ts';
import type { HttpAnswer, HttpClient } from '../call/http-client.ts';
import type { Message, PostedMessage } from '../queue/message.ts';
import { UnavailableError } from '../http/unavailable-error.ts';

/**
 * The answer of the log to a message:
 * - `logged`: it stored it; `isSure`: it certainly had nothing under that uuid before
 * - `known`: it had `msg` under that uuid before
 * - `rejected`: it does not accept the message
 * - `unavailable`: no logging-service answered in time; the message may still be logged
 */
export type LogResult =
  | { kind: 'logged'; isSure: boolean }
  | { kind: 'known'; msg: string }
  | { kind: 'rejected'; status: 400 | 413; error: string }
  | { kind: 'unavailable'; error: string };

/** The log, as the facade uses it. */
export interface MessageLogger {
  /** One result per message, in order. */
  log(messages: readonly PostedMessage[]): Promise<LogResult[]>;
}

interface LogClientOptions {
  http: HttpClient;
  discovery: Discovery;
  random: () => number;
  bounds: LogBounds;
  /** Timeout in ms for many messages at once. */
  batchBounds: LogBounds;
}

interface LogBounds {
  /** Timeout in ms for all attempts together. */
  timeoutMs: number;
  attemptTimeoutMs: number;
}

const answerSchema = z.object({
  status: z.int(),
  error: z.string().optional(),
  message: z.object({ msg: z.string() }).optional(),
  isUnsure: z.boolean().optional(),
});
type LogAnswer = z.output<typeof answerSchema>;
const batchAnswerSchema = z.array(answerSchema);
/** Status of the HTTP answer. */
const loneAnswerSchema = answerSchema.omit({ status: true });

/** The cluster stores up to this many in one operation, which takes hardly longer than one message. */
const fewMessages = 100;
const unavailable = 'Logging-Service Unavailable';

/** Logs messages with any logging-service that answers. */
export class LogClient implements MessageLogger {
  readonly #options: LogClientOptions;

  constructor(options: LogClientOptions) {
    this.#options = options;
  }

  async log(messages: readonly PostedMessage[]): Promise<LogResult[]> {
    const { discovery, random, bounds, batchBounds } = this.#options;
    const { timeoutMs, attemptTimeoutMs } = messages.length <= fewMessages ? bounds : batchBounds;
    const results = new Map<PostedMessage, LogResult>();
    try {
      await callAny({
        unavailable,
        addresses: (isFresh) => discovery.addresses('logging-service', isFresh),
        random,
        deadline: new Deadline(timeoutMs),
        attemptTimeoutMs,
        attempt: async (attempt) => {
          const rest = messages.filter((message) => !results.has(message));
          const answers = await this.#send(rest, attempt);
          for (const [index, message] of rest.entries()) {
            const result = readResult(message, answers[index], attempt.isAfterUnknown);
            if (result !== undefined) results.set(message, result);
          }
          if (results.size < messages.length) throw new Error(failureOf(answers));
        },
      });
    } catch (failure) {
      if (!(failure instanceof UnavailableError)) throw failure;
    }
    return messages.map((message) => results.get(message) ?? { kind: 'unavailable', error: unavailable });
  }

  async #send(messages: readonly PostedMessage[], { address, timeoutMs }: Attempt): Promise<LogAnswer[]> {
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
    const answers = batchAnswerSchema.parse(JSON.parse(answer.body));
    if (answers.length === messages.length) return answers;
    throw new Error(`logging-service gave ${answers.length} answers to ${messages.length} messages`);
  }
}

function readAnswer({ status, body }: HttpAnswer): LogAnswer {
  return { ...loneAnswerSchema.parse(JSON.parse(body)), status };
}

/** @returns undefined if another instance should be asked. */
function readResult(
  message: Message,
  answer: LogAnswer | undefined,
  isAfterUnknown: boolean,
): LogResult | undefined {
  switch (answer?.status) {
    case 201:
      return { kind: 'logged', isSure: !isAfterUnknown && answer.isUnsure !== true };
    case 409: {
      const msg = answer.message?.msg ?? message.msg;
      // After an attempt with unknown outcome, the same text under the same uuid is most likely from that attempt.
      return isAfterUnknown && msg === message.msg
        ? { kind: 'logged', isSure: false }
        : { kind: 'known', msg };
    }
    case 400:
    case 413:
      return { kind: 'rejected', status: answer.status, error: answer.error ?? 'Rejected by the Log' };
    default:
      return undefined;
  }
}

function failureOf(answers: readonly LogAnswer[]): string {
  const failed = answers.find(({ status }) => ![201, 409, 400, 413].includes(status));
  return `logging-service answers ${failed?.status ?? 'nothing'}: ${failed?.error ?? ''}`;
}
