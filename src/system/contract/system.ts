import type { SessionStatus } from '../../control/contract.ts';
import type { MergedAnswer } from './merged-answer.ts';
import type { MessageSets } from './message-sets.ts';
import type { Heard, Outcome } from './outcome.ts';

/**
 * What a client knows of the services under test: how to post and what an answer promises, and where to read what became of the messages.
 * What a system cannot show is an optional member that is absent (`requireAbility`).
 *
 * An address without a path gets the system's own path; any other is used as it stands.
 */
export interface System {
  /** Where a post to this address goes, as another client would need it. */
  postAddress: (url: URL) => URL;
  openPoster: (options: PosterOptions) => Promise<Poster>;
  /**
   * How a load posts, asked once a run.
   * @param sizeBytes of each text; texts are of the same size and need no escaping
   */
  loadPost: (url: URL, sizeBytes: number) => LoadPost;
  /** What each consumer shows. */
  received: MessageSets;
  /** What each logging-service logged itself. */
  logged?: MessageSets;
  /**
   * The texts of the whole log as each running logging-service reads it, also those of other clients, by the instance's name.
   * @throws NotReadyError if one does not answer
   */
  readLog?: (status: SessionStatus, signal: AbortSignal) => Promise<Record<string, string[]>>;
  /**
   * Asks once for log and received messages together.
   * @param timeoutMs until the answer begins, and between its parts
   * @throws NothingRunningError if nothing listens there; NotReadyError if there is no answer in time, or an error; ForeignAnswerError
   *   if the answer has another form
   */
  readMerged?: (url: URL, timeoutMs: number, signal: AbortSignal) => Promise<MergedAnswer>;
}

export interface PosterOptions {
  url: URL;
  /** Most messages under way at once. */
  connections: number;
  /** For one attempt. */
  timeoutMs: number;
}

/** Posts messages, and tells of each what can be known. */
export interface Poster {
  /**
   * Never rejects: what goes wrong is an outcome.
   * @param uuid identifies the message in what the system shows later; the same for each attempt
   */
  post: (uuid: string, msg: string) => Promise<PostAnswer>;
  /** Gives up on everything under way; their outcomes are indeterminate. */
  abandon: () => void;
  close: () => Promise<void>;
}

/** What was heard of one attempt. */
export interface PostAnswer {
  outcome: Heard;
  /** It was refused, and may be attempted again after this time: the system takes no message twice under one uuid. */
  retryAfterMs?: number | undefined;
}

/** How a load posts: called for every message, so neither function allocates more than it returns. */
export interface LoadPost {
  /** A whole HTTP/1.1 request with this text, as latin1. */
  requestOf: (text: string) => string;
  /** What an answer promises; its body as latin1. */
  judge: (answer: Readonly<{ status: number; body: string }>) => Outcome;
}
