import { nextPage } from '../../protocol/next-page.ts';
import { callAny } from '../call/call-any.ts';
import { Deadline } from '../call/deadline.ts';
import type { Discovery } from '../call/discovery.ts';
import type { HttpClient } from '../call/http-client.ts';
import { instanceHeader } from '../http/http.ts';
import { runHeader, type PageQuery } from '../http/page-query.ts';
import { RequestError } from '../http/request-error.ts';
import { UnavailableError } from '../http/unavailable-error.ts';
import { formatFacadeCursor, parseFacadeCursor, type FacadeCursor } from './facade-cursor.ts';
import { held, waiting, type WaitingPart, type OpenPart } from './waiting-part.ts';

/** The merged answer: the log, and the set of one messages-service. */
export interface OpenAnswers {
  logging: OpenPart;
  messages: WaitingPart;
  /** Cursor of the next page; undefined: there is none. */
  next?: string | undefined;
}

interface AnswerReaderOptions {
  http: HttpClient;
  discovery: Discovery;
  random: () => number;
  /** Timeout in ms for all attempts together, until an answer starts. */
  timeoutMs: number;
  attemptTimeoutMs: number;
  /** Timeout in ms between two chunks of a started answer. */
  idleTimeoutMs: number;
  /** A started answer must not wait longer: its instance would close the connection. */
  heldMs: number;
}

interface PageOf {
  after: string | undefined;
  limit: number | undefined;
}

/** A part, with the data for the cursor of the next page. */
interface FoundPart extends OpenPart {
  address: string;
  run: string;
  /** `after` of its next page; undefined: last page. */
  next: string | undefined;
}

/** Asks one logging-service and one messages-service; others are tried if they do not answer. */
export class AnswerReader {
  readonly #options: AnswerReaderOptions;

  constructor(options: AnswerReaderOptions) {
    this.#options = options;
  }

  /**
   * Starts to read everything, or a page of at most `limit` texts of each part.
   * @throws UnavailableError if no instance of a part starts to answer in time, or the messages-service of `after` does
   * not; RequestError if `after` is not a cursor, or its messages-service was restarted.
   */
  async open({ after, limit }: PageQuery): Promise<OpenAnswers> {
    const cursor = after === undefined ? undefined : parseFacadeCursor(after);
    const { timeoutMs, heldMs } = this.#options;
    const deadline = new Deadline(timeoutMs);
    const opening = [
      cursor?.logging === null
        ? ended('logging-service', cursor)
        : this.#openLogging({ after: cursor?.logging, limit }, deadline),
      cursor?.messages === null
        ? ended(cursor.instance, cursor)
        : this.#openMessages({ after: cursor?.messages, limit }, cursor, deadline),
    ] as const;
    try {
      const [logging, messages] = await Promise.all(opening);
      if (limit !== undefined)
        return { logging, messages: waiting(messages), next: nextCursor(logging, messages) };
      const openAgain = () =>
        this.#openMessages({ after: cursor?.messages ?? undefined, limit }, cursor, new Deadline(timeoutMs));
      return {
        logging,
        messages: cursor?.messages === null ? waiting(messages) : held(messages, openAgain, heldMs),
      };
    } catch (error) {
      for (const part of opening) part.then(closePart).catch(() => undefined);
      throw error;
    }
  }

  #openLogging(page: PageOf, deadline: Deadline): Promise<FoundPart> {
    const addresses = (isFresh: boolean) => this.#options.discovery.addresses('logging-service', isFresh);
    return this.#openAny({ addresses, unavailable: 'Logging-Service Unavailable', page, deadline });
  }

  async #openMessages(
    page: PageOf,
    cursor: FacadeCursor | undefined,
    deadline: Deadline,
  ): Promise<FoundPart> {
    const { discovery } = this.#options;
    const addresses = async (isFresh: boolean): Promise<string[]> => {
      if (cursor === undefined) return discovery.addresses('messages-service', isFresh);
      // Uses only a registered address, never one from the cursor. It may be missing for a moment: after a restart of
      // config-server, or while the instance is frozen. Only a different run proves that the instance is gone.
      const isKnown = async (fresh: boolean) =>
        (await discovery.addresses('messages-service', fresh)).includes(cursor.address);
      if ((await isKnown(isFresh)) || (!isFresh && (await isKnown(true)))) return [cursor.address];
      throw new UnavailableError(`Messages-Service Unavailable: ${cursor.instance} Is Not Available Now`);
    };
    const part = await this.#openAny({
      addresses,
      unavailable: 'Messages-Service Unavailable',
      page,
      deadline,
    });
    if (cursor === undefined || part.run === cursor.run) return part;
    part.close();
    throw new RequestError(410, `Cursor Gone: ${cursor.instance} Was Restarted; Read From the Beginning`);
  }

  #openAny(call: {
    addresses: (isFresh: boolean) => Promise<string[]>;
    unavailable: string;
    page: PageOf;
    deadline: Deadline;
  }): Promise<FoundPart> {
    const { http, random, attemptTimeoutMs, idleTimeoutMs } = this.#options;
    const query = queryOf(call.page);
    return callAny({
      ...call,
      random,
      attemptTimeoutMs,
      attempt: async ({ address, timeoutMs }) => {
        const url = address + query;
        const { status, headers, body, close } = await http.open({ url, timeoutMs, idleTimeoutMs });
        if (status !== 200) {
          close();
          throw new Error(`${address} answers ${status}`);
        }
        const [instance, run] = [headers[instanceHeader], headers[runHeader]];
        return {
          instance: typeof instance === 'string' ? instance : address,
          json: body,
          close,
          address,
          run: typeof run === 'string' ? run : '',
          next: nextPage(headers['link'])?.get('after') ?? undefined,
        };
      },
    });
  }
}

function queryOf({ after, limit }: PageOf): string {
  const query = new URLSearchParams({
    ...(after === undefined ? {} : { after }),
    ...(limit === undefined ? {} : { limit: String(limit) }),
  }).toString();
  return query === '' ? '' : `?${query}`;
}

function nextCursor(logging: FoundPart, messages: FoundPart): string | undefined {
  if (logging.next === undefined && messages.next === undefined) return undefined;
  return formatFacadeCursor({
    logging: logging.next ?? null,
    messages: messages.next ?? null,
    address: messages.address,
    instance: messages.instance,
    run: messages.run,
  });
}

/** A part whose last page was already read. */
function ended(instance: string, { address, run }: FacadeCursor): Promise<FoundPart> {
  const json = async function* () {
    yield await Promise.resolve(Buffer.from('[]'));
  };
  return Promise.resolve({
    instance,
    json: json(),
    close: () => undefined,
    address,
    run,
    next: undefined,
  });
}

function closePart({ close }: OpenPart): void {
  close();
}
