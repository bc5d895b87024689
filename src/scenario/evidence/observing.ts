import type { Observations } from '../../posting/observations.ts';
import type { MessageRef } from '../../system/contract/message-ref.ts';
import type { MessageSets } from '../../system/contract/message-sets.ts';

export interface AskOptions {
  /** Timeout in ms for all requests together, retries included. */
  withinMs: number;
  signal: AbortSignal;
}

/** What a run sees of a session, without the messages from before the run. */
export interface Observing {
  /** The messages of each running instance, from one of the sets of the system. */
  messagesOf: (sets: MessageSets, signal: AbortSignal) => Promise<Record<string, MessageRef[]>>;
  /**
   * Reads each part from where it is stored. Repeats unanswered requests until the timeout.
   * @throws NotReadyError if one is never answered: without the answer there is no verdict
   */
  all: (options: AskOptions) => Promise<Observations>;
  /** Number of items from before the run that are still in the queue. */
  olderItems: () => Promise<number>;
  /**
   * Waits until nothing more arrives, or until `timeoutMs` have passed.
   * @param acknowledged keys of the messages that must arrive
   * @throws the signal's reason if aborted
   */
  drain: (timeoutMs: number, signal: AbortSignal, acknowledged: ReadonlySet<string>) => Promise<void>;
}
