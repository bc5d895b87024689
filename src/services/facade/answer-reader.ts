import { z } from 'zod';
import { callAny } from '../call-any.ts';
import { Deadline } from '../deadline.ts';
import type { Discovery } from '../discovery.ts';
import type { HttpClient } from '../http-client.ts';
import { instanceHeader } from '../http.ts';

/** What one instance of a service showed. */
export interface InstanceMessages {
  instance: string;
  messages: string[];
}

/** The merged answer: the whole log, and the set of one messages-service. */
export interface FacadeAnswer {
  logging: InstanceMessages;
  messages: InstanceMessages;
}

interface AnswerReaderOptions {
  http: HttpClient;
  discovery: Discovery;
  random: () => number;
  timeoutMs: number;
  attemptTimeoutMs: number;
}

const textsSchema = z.array(z.string());

/** Asks one logging-service and one messages-service, whichever answers. */
export class AnswerReader {
  readonly #options: AnswerReaderOptions;

  constructor(options: AnswerReaderOptions) {
    this.#options = options;
  }

  /** @throws UnavailableError when none of either answers in time. */
  async read(): Promise<FacadeAnswer> {
    const deadline = new Deadline(this.#options.timeoutMs);
    const [logging, messages] = await Promise.all([
      this.#readAny('logging-service', 'Logging-Service Unavailable', deadline),
      this.#readAny('messages-service', 'Messages-Service Unavailable', deadline),
    ]);
    return { logging, messages };
  }

  #readAny(service: string, unavailable: string, deadline: Deadline): Promise<InstanceMessages> {
    const { http, discovery, random, attemptTimeoutMs } = this.#options;
    return callAny({
      unavailable,
      addresses: (isFresh) => discovery.addresses(service, isFresh),
      random,
      deadline,
      attemptTimeoutMs,
      attempt: async ({ address, timeoutMs }) => {
        const { status, headers, body } = await http.request({ method: 'GET', url: address, timeoutMs });
        if (status !== 200) throw new Error(`${address} answers ${status}`);
        const instance = headers[instanceHeader];
        return {
          instance: typeof instance === 'string' ? instance : address,
          messages: textsSchema.parse(JSON.parse(body)),
        };
      },
    });
  }
}
