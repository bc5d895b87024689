import type { Deadline } from '../call/deadline.ts';
import type { Message, PostedMessage } from '../queue/message.ts';

/**
 * The outcome of the delivery of a message:
 * - `delivered`: it will arrive
 * - `full`: the bounded queue had no room; it will not arrive
 * - `unknown`: it may or may not arrive
 */
export type Outcome = 'delivered' | 'full' | 'unknown';

/** Delivers logged messages to the messages-services. */
export interface Delivery {
  /** One outcome per message, in order; never rejects because of the cluster. */
  deliver(messages: readonly PostedMessage[], deadline: Deadline): Promise<Outcome[]>;
  /**
   * The UUIDs of the messages (logged by earlier attempts) that need no new delivery.
   * @throws Error if that cannot be determined
   */
  taken(messages: readonly Message[], deadline: Deadline): Promise<ReadonlySet<string>>;
  /** Whether a message with that uuid may be delivered again if the outcome of the first delivery is unknown. */
  mayRepeat(uuid: string): boolean;
}
