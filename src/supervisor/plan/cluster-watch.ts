import type { ClusterLog } from '../../broker/contract/broker.ts';
import type { ClusterObserver, ObservedMember } from '../../broker/contract/cluster-observer.ts';
import { messageOf } from '../../foundation/errors/errors.ts';

type Observe = (log: ClusterLog, signal: AbortSignal) => Promise<ClusterObserver>;

/** The supervisor's view of the cluster through its own client, which connects at the first use. */
export class ClusterWatch {
  readonly #observe: Observe;
  readonly #log: (line: string) => void;
  #observer: ClusterObserver | undefined;
  #connecting: Promise<void> | undefined;
  readonly #closed = new AbortController();

  constructor(observe: Observe, log: (line: string) => void) {
    this.#observe = observe;
    this.#log = log;
  }

  /** The observer if it is connected; otherwise starts to connect. */
  peek(): ClusterObserver | undefined {
    if (!this.#closed.signal.aborted) this.#connecting ??= this.#connect();
    return this.#observer;
  }

  /** The members that the client sees; empty while it is not connected. */
  members(): ObservedMember[] {
    return this.peek()?.members() ?? [];
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#connecting;
    await this.#observer?.close();
  }

  async #connect(): Promise<void> {
    try {
      this.#observer = await this.#observe((level, message) => {
        this.#log(`${level} ${message}`);
      }, this.#closed.signal);
    } catch (error) {
      if (!this.#closed.signal.aborted) this.#log(`error ${messageOf(error)}`);
      this.#connecting = undefined;
    }
  }
}
