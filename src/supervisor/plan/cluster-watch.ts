import {
  observeCluster,
  type ClusterObserver,
  type ObservedMember,
} from '../../broker/hazelcast/observer/cluster-observer.ts';
import type { ClusterSettings } from '../../protocol/cluster-settings.ts';
import { messageOf } from '../../foundation/errors/errors.ts';

/** The supervisor's view of the cluster through a client of its own, connected when it is first asked. */
export class ClusterWatch {
  readonly #settings: ClusterSettings;
  readonly #log: (line: string) => void;
  #observer: ClusterObserver | undefined;
  #connecting: Promise<void> | undefined;
  readonly #closed = new AbortController();

  constructor(settings: ClusterSettings, log: (line: string) => void) {
    this.#settings = settings;
    this.#log = log;
  }

  /** The observer if it is connected already; begins to connect otherwise. */
  peek(): ClusterObserver | undefined {
    if (!this.#closed.signal.aborted) this.#connecting ??= this.#connect();
    return this.#observer;
  }

  /** The members that the client sees; empty while it is not connected. */
  members(): ObservedMember[] {
    return this.peek()?.members() ?? [];
  }

  /** Address of the member that owns the queue; undefined if none is known to, or while the client is not connected. */
  async queueOwner(): Promise<string | undefined> {
    return this.peek()?.queueOwner();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#connecting;
    await this.#observer?.close();
  }

  async #connect(): Promise<void> {
    const log = (level: string, message: string) => {
      this.#log(`${level} ${message}`);
    };
    try {
      this.#observer = await observeCluster(this.#settings, log, this.#closed.signal);
    } catch (error) {
      if (!this.#closed.signal.aborted) this.#log(`error ${messageOf(error)}`);
      this.#connecting = undefined;
    }
  }
}
