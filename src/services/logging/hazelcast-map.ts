import { setTimeout as sleep } from 'node:timers/promises';
import type { IMap } from 'hazelcast-client';
import { withDeadline } from '../../foundation/async/wait-for.ts';
import { Deadline } from '../call/deadline.ts';
import type { Message } from '../queue/message.ts';
import { UnavailableError } from '../http/unavailable-error.ts';
import type { MembershipWatch } from './membership-watch.ts';
import type { MessageMap, StoreOutcome } from './message-map.ts';

const retryPauseMs = 50;
/** Far more than a write takes. One member that hangs must not keep the texts of the others waiting. */
const setAllTimeoutMs = 250;
/** An answer that took less did not wait for a member's death to be noticed. */
const suspiciousMs = 15;
// The answer of a second run comes from a member that knows of the death already: its news is not far behind.
const membershipNewsMs = 300;
/** So long after a member's death an operation may still go to where it was. */
const aftermathMs = 2_000;

type StoredTexts = Pick<IMap<string, string | null>, 'putIfAbsent' | 'replaceIfSame' | 'setAll'>;
type MembershipChanges = Pick<MembershipWatch, 'changedSince'>;

/** The message map in Hazelcast. It outlasts the death of a member: what failed is tried again within the deadline. */
export class HazelcastMap implements MessageMap {
  readonly #map: StoredTexts;
  readonly #timeoutMs: number;

  readonly #membership: MembershipChanges;

  constructor(map: StoredTexts, timeoutMs: number, membership: MembershipChanges) {
    this.#map = map;
    this.#timeoutMs = timeoutMs;
    this.#membership = membership;
  }

  async putIfAbsent(uuid: string, msg: string): Promise<StoreOutcome> {
    let tries = 0;
    const startedMs = performance.now();
    const earlier = await this.#persist(() => {
      tries += 1;
      return this.#putSafely(uuid, msg);
    });
    if (earlier === null) return { kind: 'stored', isSure: true };
    if (earlier !== msg) return { kind: 'there', msg: earlier };
    // After a try of unknown outcome the same text under the same uuid is most likely our own.
    const isOwn = tries > 1 || (await this.#wasRunTwice(startedMs));
    return isOwn ? { kind: 'stored', isSure: false } : { kind: 'there', msg: earlier };
  }

  setAll(messages: readonly Message[]): Promise<void> {
    const entries = messages.map(({ uuid, msg }): [string, string] => [uuid, msg]);
    return withDeadline('the map to store messages', setAllTimeoutMs, this.#map.setAll(entries));
  }

  /** What is found may be with its owner alone, if whoever stored it was told that it failed. Only a write waits for the backup. */
  async #putSafely(uuid: string, msg: string): Promise<string | null> {
    for (;;) {
      const earlier = await this.#map.putIfAbsent(uuid, msg);
      if (earlier === null || (await this.#map.replaceIfSame(uuid, earlier, earlier))) return earlier;
    }
  }

  /**
   * When a member dies, Hazelcast may run an operation a second time out of our sight, and it then answers what the first
   * run stored. Taken for a repetition, such a message would be acknowledged and never delivered. So a slow answer
   * counts as our own if the membership changed meanwhile or shortly before, of which the client may hear a little later.
   */
  async #wasRunTwice(startedMs: number): Promise<boolean> {
    if (performance.now() - startedMs < suspiciousMs) return false;
    return this.#membership.changedSince(startedMs - aftermathMs, membershipNewsMs);
  }

  async #persist(operation: () => Promise<string | null>): Promise<string | null> {
    const deadline = new Deadline(this.#timeoutMs);
    for (;;) {
      try {
        return await withDeadline('the map to store a message', deadline.leftMs, operation());
      } catch (error) {
        if (deadline.leftMs <= retryPauseMs) throw new UnavailableError('Cluster Unavailable', error);
        await sleep(retryPauseMs);
      }
    }
  }
}
