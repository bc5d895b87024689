import type { ServiceStatus, SessionStatus } from '../../control/contract.ts';
import type { MessageRef } from './message-ref.ts';

/** Some of an instance's messages, in order. */
export interface SetPage {
  messages: MessageRef[];
  /**
   * Position of the last message so far, from which reading continues; undefined: this instance numbers nothing and
   * returned everything.
   */
  position: number | undefined;
}

export interface PagesOptions {
  /** Position after which to begin; default 0: from the first message. */
  after?: number;
  signal?: AbortSignal | undefined;
}

/** The messages that each instance of a service reports, such as those that it received. */
export interface MessageSets {
  /** The instances that can be asked now. */
  running: (status: Pick<SessionStatus, 'services'>) => ServiceStatus[];
  /**
   * The messages of one instance, page by page.
   * @throws NotReadyError if it does not answer; ForgottenError
   */
  pages: (instance: ServiceStatus, options?: PagesOptions) => AsyncIterable<SetPage>;
}
