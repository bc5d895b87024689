import type { Deadline } from '../call/deadline.ts';
import type { Message, PostedMessage } from '../queue/message.ts';

/**
 * What became of a message on its way to a messages-service:
 * - `delivered`: it is on its way
 * - `full`: the bounded queue had no room; it will not arrive
 * - `unknown`: it may or may not arrive
 */
export type Outcome = 'delivered' | 'full' | 'unknown';

/** How logged messages get to the messages-services. */
export interface Delivery {
  /** One outcome for each message, in order; never rejects for a reason of the cluster's. */
  deliver(messages: readonly PostedMessage[], deadline: Deadline): Promise<Outcome[]>;
  /**
   * The uuids of those messages, logged by earlier attempts, that need not be delivered again.
   * @throws Error if that cannot be found out.
   */
  taken(messages: readonly Message[], deadline: Deadline): Promise<ReadonlySet<string>>;
  /** Whether a message of that uuid may be delivered again where nobody knows whether it was taken. */
  mayRepeat(uuid: string): boolean;
}
