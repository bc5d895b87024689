import type { Client } from 'hazelcast-client';
import { waitFor } from '../../shared/wait.ts';

/** Counts the changes of the cluster's membership that a client hears of. */
export class MembershipWatch {
  #changes = 0;

  constructor(client: Client) {
    const count = (): void => {
      this.#changes += 1;
    };
    client.getCluster().addMembershipListener({ memberAdded: count, memberRemoved: count });
  }

  get changes(): number {
    return this.#changes;
  }

  /** Whether it changed after `changes` was this, waiting for the news as long as `timeoutMs`. */
  async changedSince(changes: number, timeoutMs: number): Promise<boolean> {
    const probe = (): true | undefined => this.#changes > changes || undefined;
    return waitFor({ what: 'a change of the membership', timeoutMs, intervalMs: 20, probe }).catch(
      () => false,
    );
  }
}
