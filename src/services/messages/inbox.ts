import { decodeEnvelope } from '../../protocol/envelope.ts';
import type { Received } from '../queue/message.ts';
import { KeyIndex } from '../received/key-index.ts';
import { ReceivedList } from '../received/received-list.ts';

/** The messages that this instance received and shows, in the order of arrival; the newest ones within a budget. */
export class Inbox {
  readonly received: ReceivedList;
  readonly #keys: KeyIndex;
  readonly #now: () => Date;

  constructor(now: () => Date, budgetBytes = Infinity) {
    this.#now = now;
    this.received = new ReceivedList(budgetBytes);
    this.#keys = new KeyIndex(() => this.received.firstSeq);
  }

  /** Shows the queue item, even if it is already shown. @returns its message */
  showItem(item: string): Received {
    const { uuid, msg } = decodeEnvelope(item);
    const message = { uuid, msg, at: this.#now().getTime() };
    this.received.append(message);
    return message;
  }

  /**
   * Shows the message unless it is already shown. The inbox does not know forgotten messages: see hasForgotten.
   * @param key identifies the message; null: it is always new
   * @returns whether it is new
   */
  show(message: Received, key: string | null = message.uuid): boolean {
    if (key !== null && this.has(key)) return false;
    const seq = this.received.append(message, key);
    if (key !== null) this.#keys.add(key, seq);
    return true;
  }

  has(key: string): boolean {
    return this.#keys.has(key, (seq) => this.received.key(seq) === key);
  }

  /**
   * Whether messages of that time, in ms since the epoch, may have been shown and forgotten here. If the ledger recorded
   * a message for this instance since then, and it is missing here, it was forgotten and must not be shown again. This
   * does not apply to a message that the current operation has just recorded: that one must be shown.
   */
  hasForgotten(atMs: number): boolean {
    return atMs <= this.received.forgottenUntilMs;
  }
}
