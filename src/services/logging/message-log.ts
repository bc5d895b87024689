import type { Logger } from 'pino';
import { uuidCharacters } from '../limits.ts';
import { TextLog } from '../text-log.ts';
import type { Message } from '../message.ts';
import { UnavailableError } from '../unavailable-error.ts';
import type { ReceivedList } from '../received/received-list.ts';
import type { MessageMap } from './message-map.ts';

interface StoreAnswer {
  status: 201 | 400 | 409 | 503;
  success?: string;
  error?: string;
  /** With 409: the message that is there. */
  message?: Message;
  /** With 201: it may have been there before. */
  isUnsure?: boolean;
}

const wasLogged = { one: 'Message Was Logged', many: 'Messages Were Logged' };

/** Stores messages in the map, and remembers which of them this instance took. */
export class MessageLog {
  readonly #received: ReceivedList;
  readonly #map: MessageMap;
  readonly #now: () => Date;
  readonly #lines: TextLog;

  constructor(deps: { received: ReceivedList; map: MessageMap; now: () => Date; logger: Logger }) {
    this.#received = deps.received;
    this.#map = deps.map;
    this.#now = deps.now;
    this.#lines = new TextLog({ logger: deps.logger, what: wasLogged });
  }

  /** @throws UnavailableError when the cluster does not answer in time. */
  async store(message: Message | undefined): Promise<StoreAnswer> {
    const answer = await this.#store(message);
    if (message !== undefined && answer.status === 201) this.#lines.add([message.msg]);
    return answer;
  }

  /** As `store`, for several: an unavailable cluster is the answer of one and takes no neighbour along. */
  async storeAll(messages: readonly (Message | undefined)[]): Promise<StoreAnswer[]> {
    const answers = await Promise.all(
      messages.map((message) =>
        this.#store(message).catch((error: unknown): StoreAnswer => {
          if (error instanceof UnavailableError) return { status: 503, error: error.message };
          throw error;
        }),
      ),
    );
    const stored = messages.filter((_, index) => answers[index]?.status === 201);
    this.#lines.add(stored.map((message) => message?.msg ?? ''));
    return answers;
  }

  /** Logs what has no line yet. */
  flush(): void {
    this.#lines.flush();
  }

  async #store(message: Message | undefined): Promise<StoreAnswer> {
    if (message === undefined) return { status: 400, error: 'No ID or Text in Request' };
    const { uuid, msg } = message;
    if (uuid.length > uuidCharacters)
      return { status: 400, error: `ID Too Long: at most ${uuidCharacters} characters` };
    const outcome = await this.#map.putIfAbsent(uuid, msg);
    if (outcome.kind === 'there')
      return { status: 409, error: 'Conflict due Duplication', message: { uuid, msg: outcome.msg } };
    this.#received.append({ uuid, msg, at: this.#now().getTime() });
    return {
      status: 201,
      success: 'Message Was Logged',
      ...(outcome.isSure ? {} : { isUnsure: true }),
    };
  }
}
