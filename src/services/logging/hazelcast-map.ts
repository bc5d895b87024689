import { setTimeout as sleep } from 'node:timers/promises';
import type { IMap } from 'hazelcast-client';
import { withDeadline } from '../../shared/wait.ts';
import { Deadline } from '../deadline.ts';
import { UnavailableError } from '../unavailable-error.ts';
import type { MessageMap } from './message-map.ts';

const retryPauseMs = 50;

/** The message map in Hazelcast. It outlasts the death of a member: what failed is tried again within the deadline. */
export class HazelcastMap implements MessageMap {
  readonly #map: IMap<string, string | null>;
  readonly #timeoutMs: number;

  constructor(map: IMap<string, string | null>, timeoutMs: number) {
    this.#map = map;
    this.#timeoutMs = timeoutMs;
  }

  async putIfAbsent(uuid: string, msg: string): Promise<string | undefined> {
    let tries = 0;
    const earlier = await this.#persist('the map to store a message', () => {
      tries += 1;
      return this.#map.putIfAbsent(uuid, msg);
    });
    // After a try of unknown outcome the same text under the same uuid is our own.
    return earlier === null || (tries > 1 && earlier === msg) ? undefined : earlier;
  }

  async texts(): Promise<string[]> {
    const values = await this.#persist('the map to answer its texts', () => this.#map.values());
    return values.toArray().filter((text) => text !== null);
  }

  async #persist<T>(what: string, operation: () => Promise<T>): Promise<T> {
    const deadline = new Deadline(this.#timeoutMs);
    for (;;) {
      try {
        return await withDeadline(what, deadline.leftMs, operation());
      } catch (error) {
        if (deadline.leftMs <= retryPauseMs) throw new UnavailableError('Cluster Unavailable', error);
        await sleep(retryPauseMs);
      }
    }
  }
}
