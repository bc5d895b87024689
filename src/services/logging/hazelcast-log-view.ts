import { Predicates } from 'hazelcast-client';
import type { Client, IMap } from 'hazelcast-client';
import { keyOwner } from '../../broker/hazelcast/client/key-owner.ts';
import type { LogPlace } from '../../protocol/trace/message-trace.ts';
import type { LogView } from './log-routes.ts';

/** Single messages of the map in Hazelcast. */
export class HazelcastLogView implements LogView {
  readonly #client: Client;
  readonly #map: Pick<IMap<string, unknown>, 'containsKey' | 'keySetWithPredicate'>;

  constructor(client: Client, map: Pick<IMap<string, unknown>, 'containsKey' | 'keySetWithPredicate'>) {
    this.#client = client;
    this.#map = map;
  }

  async place(uuid: string): Promise<LogPlace> {
    const isLogged = await this.#map.containsKey(uuid);
    const member = keyOwner(this.#client, uuid);
    if (member === undefined) return { isLogged, member: null };
    return { isLogged, member: { uuid: member.uuid.toString(), address: member.address.toString() } };
  }

  async withText(text: string, most: number): Promise<string[]> {
    return this.#map.keySetWithPredicate(Predicates.paging(Predicates.equal('this', text), most));
  }
}
