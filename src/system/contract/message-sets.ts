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
  /**
   * Finds the texts of the caller in an answer that is no list of messages. Default: by the tokens of the run. Ignored by
   * instances that list their messages.
   */
  find?: (body: string) => string[];
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
  /**
   * What each instance showed when it was last asked, also if it has ended since; by instance name. For a GET that takes
   * messages, which is not sent again for an account. Absent: `pages` takes nothing.
   */
  known?: () => Record<string, MessageRef[]>;
}
