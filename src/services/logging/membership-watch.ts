import type { Client } from 'hazelcast-client';
import { waitFor } from '../../foundation/async/wait-for.ts';

/** Knows when the cluster's membership last changed, as far as this client knows. */
export class MembershipWatch {
  /** By performance.now. */
  #changedMs = -Infinity;

  constructor(client: Client) {
    const note = (): void => {
      this.#changedMs = performance.now();
    };
    client.getCluster().addMembershipListener({ memberAdded: note, memberRemoved: note });
  }

  /**
   * Whether it changed after that time; waits up to `timeoutMs` for the event.
   * @param sinceMs by performance.now
   */
  async changedSince(sinceMs: number, timeoutMs: number): Promise<boolean> {
    const probe = (): true | undefined => this.#changedMs > sinceMs || undefined;
    return waitFor({ what: 'a membership change', timeoutMs, intervalMs: 20, probe }).catch(() => false);
  }
}
