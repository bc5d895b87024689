import { callAny } from '../call-any.ts';
import { Deadline } from '../deadline.ts';
import type { Discovery } from '../discovery.ts';
import type { HttpClient } from '../http-client.ts';
import { instanceHeader } from '../http.ts';

/** What one instance of a service shows, while it comes. */
export interface OpenPart {
  instance: string;
  /** A JSON array of texts. Throws when the instance fails before its end. */
  json: AsyncIterable<Buffer>;
  close: () => void;
}

/** The merged answer: the whole log, and the set of one messages-service. */
export interface OpenAnswers {
  logging: OpenPart;
  messages: OpenPart;
}

interface AnswerReaderOptions {
  http: HttpClient;
  discovery: Discovery;
  random: () => number;
  /** For all attempts together, until an answer begins. */
  timeoutMs: number;
  attemptTimeoutMs: number;
  /** Between two pieces of an answer that has begun. */
  idleTimeoutMs: number;
}

/** Asks one logging-service and one messages-service, whichever answers. */
export class AnswerReader {
  readonly #options: AnswerReaderOptions;

  constructor(options: AnswerReaderOptions) {
    this.#options = options;
  }

  /** @throws UnavailableError when none of either begins to answer in time. */
  async open(): Promise<OpenAnswers> {
    const deadline = new Deadline(this.#options.timeoutMs);
    const opening = [
      this.#openAny('logging-service', 'Logging-Service Unavailable', deadline),
      this.#openAny('messages-service', 'Messages-Service Unavailable', deadline),
    ] as const;
    try {
      const [logging, messages] = await Promise.all(opening);
      return { logging, messages };
    } catch (error) {
      for (const part of opening) part.then(closePart).catch(() => undefined);
      throw error;
    }
  }

  #openAny(service: string, unavailable: string, deadline: Deadline): Promise<OpenPart> {
    const { http, discovery, random, attemptTimeoutMs, idleTimeoutMs } = this.#options;
    return callAny({
      unavailable,
      addresses: (isFresh) => discovery.addresses(service, isFresh),
      random,
      deadline,
      attemptTimeoutMs,
      attempt: async ({ address, timeoutMs }) => {
        const { status, headers, body, close } = await http.open({ url: address, timeoutMs, idleTimeoutMs });
        if (status !== 200) {
          close();
          throw new Error(`${address} answers ${status}`);
        }
        const instance = headers[instanceHeader];
        return { instance: typeof instance === 'string' ? instance : address, json: body, close };
      },
    });
  }
}

function closePart({ close }: OpenPart): void {
  close();
}
