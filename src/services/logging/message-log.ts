import type { Logger } from 'pino';
import { uuidCharacters } from '../http/request-limits.ts';
import { TextLog } from '../log/text-log.ts';
import type { Message, PostedMessage } from '../queue/message.ts';
import { UnavailableError } from '../http/unavailable-error.ts';
import type { StageRing } from '../trace/stage-ring.ts';
import type { ReceivedList } from '../received/received-list.ts';
import type { MessageMap, StoreOutcome } from './message-map.ts';

interface StoreAnswer {
  status: 201 | 400 | 409 | 503;
  success?: string;
  error?: string;
  /** With 409: the stored message. */
  message?: Message;
  /** With 201: it may have been stored before. */
  isUnsure?: boolean;
}

interface MessageLogDeps {
  received: ReceivedList;
  map: MessageMap;
  now: () => Date;
  logger: Logger;
  stages?: StageRing | undefined;
}

const wasLogged = { one: 'Message Was Logged', many: 'Messages Were Logged' };

/** Stores messages in the map, and remembers which of them this instance stored. */
export class MessageLog {
  readonly #received: ReceivedList;
  readonly #map: MessageMap;
  readonly #now: () => Date;
  readonly #lines: TextLog;
  readonly #stages: StageRing | undefined;

  constructor(deps: MessageLogDeps) {
    this.#received = deps.received;
    this.#map = deps.map;
    this.#now = deps.now;
    this.#stages = deps.stages;
    this.#lines = new TextLog({ logger: deps.logger, what: wasLogged });
  }

  /** @throws UnavailableError when the cluster does not answer in time. */
  async store(message: PostedMessage | undefined): Promise<StoreAnswer> {
    const answer = await this.#store(message);
    if (message !== undefined && answer.status === 201) this.#lines.add([message.msg]);
    return answer;
  }

  /** Like `store`, for several: each message has its own answer, also if the cluster is unavailable. */
  async storeAll(messages: readonly (PostedMessage | undefined)[]): Promise<StoreAnswer[]> {
    const stored = await this.#storeNew(messages);
    const answers = await Promise.all(
      messages.map((message) =>
        this.#store(message, stored).catch((error: unknown): StoreAnswer => {
          if (error instanceof UnavailableError) return { status: 503, error: error.message };
          throw error;
        }),
      ),
    );
    const taken = messages.filter((_, index) => answers[index]?.status === 201);
    this.#lines.add(taken.map((message) => message?.msg ?? ''));
    return answers;
  }

  /** Logs the messages that have no line yet. */
  flush(): void {
    this.#lines.flush();
  }

  /**
   * Stores the new messages in one operation.
   * @returns the stored ones; none if that failed: then each is stored separately.
   */
  async #storeNew(messages: readonly (PostedMessage | undefined)[]): Promise<ReadonlySet<PostedMessage>> {
    const fresh = messages.filter(
      (message): message is PostedMessage => message?.isNew === true && message.uuid.length <= uuidCharacters,
    );
    if (fresh.length < 2) return new Set();
    try {
      await this.#map.setAll(fresh);
      return new Set(fresh);
    } catch {
      return new Set();
    }
  }

  async #store(
    message: PostedMessage | undefined,
    stored: ReadonlySet<PostedMessage> = new Set(),
  ): Promise<StoreAnswer> {
    if (message === undefined) return { status: 400, error: 'No ID or Text in Request' };
    const { uuid, msg, isNew } = message;
    if (uuid.length > uuidCharacters)
      return { status: 400, error: `ID Too Long: at most ${uuidCharacters} characters` };
    const outcome: StoreOutcome = stored.has(message)
      ? { kind: 'stored', isSure: true }
      : await this.#map.putIfAbsent(uuid, msg);
    if (outcome.kind === 'there' && !isNew) {
      this.#stages?.add('logged-before', uuid);
      return { status: 409, error: 'Conflict due Duplication', message: { uuid, msg: outcome.msg } };
    }
    this.#stages?.add('logged', uuid, undefined, undefined, msg);
    this.#received.append({ uuid, msg, at: this.#now().getTime() });
    return {
      status: 201,
      success: 'Message Was Logged',
      ...(outcome.kind === 'stored' && !outcome.isSure ? { isUnsure: true } : {}),
    };
  }
}
