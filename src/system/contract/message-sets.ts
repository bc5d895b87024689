import type { ServiceStatus, SessionStatus } from '../../control/contract.ts';
import type { MessageRef } from './message-ref.ts';

/** Some of what an instance tells, in its order. */
export interface SetPage {
  messages: MessageRef[];
  /** Of the last message told so far, to read on after it; undefined: this instance numbers nothing, and told everything. */
  position: number | undefined;
}

export interface PagesOptions {
  /** Position of the last message that is not wanted; default 0: from the first one on. */
  after?: number;
  signal?: AbortSignal | undefined;
}

/** The messages that each instance of a service tells of itself, such as what it received. */
export interface MessageSets {
  /** The instances that can be asked now. */
  running: (status: Pick<SessionStatus, 'services'>) => ServiceStatus[];
  /**
   * What one instance tells, page by page.
   * @throws NotReadyError if it does not answer; ForgottenError
   */
  pages: (instance: ServiceStatus, options?: PagesOptions) => AsyncIterable<SetPage>;
}
