import type { ServiceStatus, SessionStatus } from '../../control/contract.ts';
import type { ReadMode, ReadName } from '../../protocol/client-contract.ts';
import type { Trace } from '../../protocol/trace/message-trace.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { MergedAnswer } from './merged-answer.ts';
import type { MessageSets } from './message-sets.ts';
import type { Heard, Outcome } from './outcome.ts';
import type { Tokens } from './tokens.ts';

/**
 * What a client knows about the services under test: how to post, what an answer promises, and where to read the
 * messages afterwards. An optional member that is absent is something that the system cannot show (`requireAbility`).
 *
 * An address without a path means the system's own path; any other is used unchanged.
 */
export interface System {
  /** The full address to which posts for this address go. */
  postAddress: (url: URL) => URL;
  openPoster: (options: PosterOptions) => Promise<Poster>;
  /** It says that a message which is posted twice with one UUID is stored once. */
  takesKeys: boolean;
  /**
   * How a load test posts; called once per run.
   * @param sizeBytes of each text; all texts have this size and need no escaping
   */
  loadPost: (url: URL, sizeBytes: number) => LoadPost;
  /** The messages that each consumer shows. Absent: consumers cannot be asked one by one. */
  received?: MessageSets;
  /** The messages that each logging-service logged itself. */
  logged?: MessageSets;
  /**
   * The texts of the whole log, also of other clients, as each running logging-service reads it; by instance name.
   * @throws NotReadyError if one does not answer
   */
  readLog?: (status: SessionStatus, signal: AbortSignal) => Promise<Record<string, string[]>>;
  /**
   * Requests the log and the received messages together, once.
   * @param timeoutMs until the answer begins, and between its parts
   * @throws NothingRunningError if no process listens there; NotReadyError for a timeout or an error answer;
   * ForeignAnswerError if the answer has another form
   */
  readMerged?: (url: URL, timeoutMs: number, signal: AbortSignal) => Promise<MergedAnswer>;
  /**
   * What the services know of a message, or of the newest messages with a text. Never rejects because of a service.
   * @param bounds timeout of each of at most three questions to all services at once
   */
  trace?: (
    asked: Trace['asked'],
    status: SessionStatus,
    bounds: { timeoutMs: number; signal: AbortSignal },
  ) => Promise<Trace>;
  /** Base address for `readMerged`; undefined: no service has it. Absent: that of the posts. */
  mergedAddress?: (status: Pick<SessionStatus, 'services'>) => URL | undefined;
  /** How messages are known without UUIDs. Absent: they are known by the UUIDs of their posts. */
  tokens?: Tokens;
  /**
   * Sends one GET of a contract to an instance, and keeps the answer. Absent: nothing that is asked changes anything.
   * @throws NotReadyError if it does not answer
   */
  ask?: (what: ReadName, instance: ServiceStatus, signal: AbortSignal) => Promise<KeptAnswer>;
  /** How long messages may take to be received after the last post, in ms. Absent: the system says nothing. */
  drainMs?: number;
  /** Which GETs take messages from the system, so that they are sent only when a scenario says so. Default: none. */
  readModes?: Readonly<Partial<Record<ReadName, ReadMode>>>;
}

export interface PosterOptions {
  url: URL;
  /** Maximum number of messages in flight. */
  connections: number;
  /** Timeout of one attempt. */
  timeoutMs: number;
}

/** Posts messages and reports the outcome of each, as far as known. */
export interface Poster {
  /**
   * Never rejects: an error is an outcome.
   * @param uuid identifies the message in what the system shows later; the same for each attempt
   */
  post: (uuid: string, msg: string) => Promise<PostAnswer>;
  /** Aborts all posts in flight; their outcomes are indeterminate. */
  abandon: () => void;
  close: () => Promise<void>;
}

/** The answer to one attempt. */
export interface PostAnswer {
  outcome: Heard;
  /** It was refused and may be attempted again after this time: the system takes only one message per UUID. */
  retryAfterMs?: number | undefined;
}

/** How a load test posts. Both functions are called for every message, so they allocate only what they return. */
export interface LoadPost {
  /** A whole HTTP/1.1 request with this text, as latin1. */
  requestOf: (text: string) => string;
  /** What an answer promises; its body as latin1. */
  judge: (answer: Readonly<{ status: number; body: string }>) => Outcome;
}
