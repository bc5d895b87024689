import { setTimeout as sleep } from 'node:timers/promises';
import type { IMap } from 'hazelcast-client';
import { withDeadline } from '../../foundation/async/wait-for.ts';
import { Deadline } from '../call/deadline.ts';
import type { Message } from '../queue/message.ts';
import { UnavailableError } from '../http/unavailable-error.ts';
import type { MembershipWatch } from './membership-watch.ts';
import type { MessageMap, StoreOutcome } from './message-map.ts';

const retryPauseMs = 50;
/** In ms: much longer than a write. A hanging member must not delay the texts of the others. */
const setAllTimeoutMs = 250;
/** In ms: an answer within this time did not wait for the detection of a dead member. */
const suspiciousMs = 15;
// In ms: the answer of a second run comes from a member that already knows about the death, so the client will be
// informed soon.
const membershipNewsMs = 300;
/** Time in ms after a member's death in which an operation may still be sent to it. */
const aftermathMs = 2_000;

type StoredTexts = Pick<IMap<string, string | null>, 'putIfAbsent' | 'replaceIfSame' | 'setAll'>;
type MembershipChanges = Pick<MembershipWatch, 'changedSince'>;

/**
 * The message map in Hazelcast. It survives the death of a member: failed operations are retried within the deadline.
 */
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
    // After an attempt with unknown outcome the same text under the same uuid is most likely our own.
    const isOwn = tries > 1 || (await this.#wasRunTwice(startedMs));
    return isOwn ? { kind: 'stored', isSure: false } : { kind: 'there', msg: earlier };
  }

  setAll(messages: readonly Message[]): Promise<void> {
    const entries = messages.map(({ uuid, msg }): [string, string] => [uuid, msg]);
    return withDeadline('the map to store messages', setAllTimeoutMs, this.#map.setAll(entries));
  }

  /** An existing entry may have no backup, if its writer got an error. Only a write waits for the backup. */
  async #putSafely(uuid: string, msg: string): Promise<string | null> {
    for (;;) {
      const earlier = await this.#map.putIfAbsent(uuid, msg);
      if (earlier === null || (await this.#map.replaceIfSame(uuid, earlier, earlier))) return earlier;
    }
  }

  /**
   * When a member dies, Hazelcast may silently run an operation a second time, which then returns what the first run
   * stored. If that counted as a repetition, the message would be acknowledged but never delivered. So the result of a
   * slow call counts as our own write if the membership changed during the call or shortly before; the client may be
   * informed of that change a little later.
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
