import { ClientOfflineError, HazelcastJsonValue, Predicates } from 'hazelcast-client';
import type { Client, IMap } from 'hazelcast-client';
import {
  decodeDelivered,
  decodePending,
  encodeDelivered,
  encodePending,
  ledgerMaps,
  type DeliveredEntry,
} from '../../shared/ledger.ts';
import type { Message } from '../message.ts';
import type { Ledger, Pending } from './ledger.ts';

/** Written as HazelcastJsonValue, which members can query; read as what the JSON stands for, or null. */
type JsonMap = IMap<string, unknown>;

/**
 * The ledger in Hazelcast. Its client must fail calls whose backup was not acknowledged (role `producer`): a record that only a
 * member had that is dying must not count as made.
 */
export class HazelcastLedger implements Ledger {
  readonly #pending: JsonMap;
  readonly #delivered: JsonMap;

  private constructor(pending: JsonMap, delivered: JsonMap) {
    this.#pending = pending;
    this.#delivered = delivered;
  }

  static async open(cluster: Client): Promise<HazelcastLedger> {
    const [pending, delivered] = await Promise.all([
      cluster.getMap<string, unknown>(ledgerMaps.pending),
      cluster.getMap<string, unknown>(ledgerMaps.delivered),
    ]);
    return new HazelcastLedger(pending, delivered);
  }

  async pend(messages: readonly Message[], atMs: number): Promise<void> {
    const [first] = messages;
    const json = ({ msg }: Message) => new HazelcastJsonValue(encodePending({ at: atMs, msg }));
    if (messages.length === 1 && first !== undefined) await this.#pending.set(first.uuid, json(first));
    else await this.#pending.setAll(messages.map((message) => [message.uuid, json(message)]));
  }

  async pendedAt(uuid: string): Promise<number | undefined> {
    const json = await this.#pending.get(uuid);
    return json === null ? undefined : decodePending(json).at;
  }

  async pendingBefore(beforeMs: number, max: number): Promise<Pending[]> {
    const page = Predicates.paging(Predicates.lessThan('at', beforeMs), max);
    const entries = await this.#pending.entrySetWithPredicate(page);
    return entries.map(([uuid, json]) => ({ uuid, ...decodePending(json) }));
  }

  claim({ uuid, at, msg }: Pending, atMs: number): Promise<boolean> {
    const json = (time: number) => new HazelcastJsonValue(encodePending({ at: time, msg }));
    return this.#pending.replaceIfSame(uuid, json(at), json(atMs));
  }

  async unpend(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.#pending.delete(key)));
  }

  async record(key: string, entry: DeliveredEntry): Promise<DeliveredEntry | undefined> {
    const json = new HazelcastJsonValue(encodeDelivered(entry));
    const earlier = await this.#delivered.putIfAbsent(key, json);
    return earlier === null ? undefined : decodeDelivered(earlier);
  }

  async recorded(keys: readonly string[]): Promise<ReadonlyMap<string, DeliveredEntry>> {
    if (keys.length === 0) return new Map();
    return decodeAll(await this.#delivered.getAll([...keys]));
  }

  async recordedBy(instance: string): Promise<[key: string, entry: DeliveredEntry][]> {
    const own = Predicates.equal('instance', instance);
    return [...decodeAll(await this.#delivered.entrySetWithPredicate(own))];
  }

  async known(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await Promise.all(
      [this.#delivered, this.#pending].map(async (map) => {
        const there = await Promise.all(keys.map((key) => map.containsKey(key)));
        return keys.filter((_, index) => there[index]);
      }),
    );
    return new Set(found.flat());
  }

  isSurelyUndone(error: unknown): boolean {
    return error instanceof ClientOfflineError;
  }
}

function decodeAll(entries: [string, unknown][]): Map<string, DeliveredEntry> {
  return new Map(entries.map(([key, json]) => [key, decodeDelivered(json)]));
}
