import { HazelcastJsonValue, Predicates } from 'hazelcast-client';
import type { Client, IMap } from 'hazelcast-client';
import { entryPages } from '../../cluster/entry-pages.ts';
import {
  decodeDelivered,
  decodePending,
  encodeDelivered,
  encodePending,
  ledgerMaps,
  type DeliveredEntry,
  type PendingEntry,
} from '../../shared/ledger.ts';
import type { Ledger, PendingGroup } from './ledger.ts';

/** Written as HazelcastJsonValue, which members can query; read as what the JSON stands for, or null. */
type JsonMap = IMap<string, unknown>;

const partitionTimeoutMs = 10_000;
/** A group may hold two million characters. */
const groupsAPage = 50;
/** Others change an entry now and then; what is not struck in the end a relay strikes. */
const strikeTries = 5;

/**
 * The ledger in Hazelcast. Its client must fail calls whose backup was not acknowledged (role `producer`): a record that only a
 * member had that is dying must not count as made.
 */
export class HazelcastLedger implements Ledger {
  readonly #cluster: Client;
  readonly #pending: JsonMap;
  readonly #delivered: JsonMap;

  private constructor(cluster: Client, pending: JsonMap, delivered: JsonMap) {
    this.#cluster = cluster;
    this.#pending = pending;
    this.#delivered = delivered;
  }

  static async open(cluster: Client): Promise<HazelcastLedger> {
    const [pending, delivered] = await Promise.all([
      cluster.getMap<string, unknown>(ledgerMaps.pending),
      cluster.getMap<string, unknown>(ledgerMaps.delivered),
    ]);
    return new HazelcastLedger(cluster, pending, delivered);
  }

  async pend({ id, ...entry }: PendingGroup): Promise<void> {
    await this.#pending.set(id, pendingJson(entry));
  }

  async pendedAt(groupId: string): Promise<number | undefined> {
    const json = await this.#pending.get(groupId);
    return json === null ? undefined : decodePending(json).at;
  }

  async *pendingBefore(beforeMs: number): AsyncGenerator<PendingGroup[]> {
    const page = Predicates.paging(Predicates.lessThan('at', beforeMs), groupsAPage);
    for (;;) {
      const entries = await this.#pending.entrySetWithPredicate(page);
      if (entries.length > 0) yield entries.map(([id, json]) => ({ id, ...decodePending(json) }));
      if (entries.length < groupsAPage) return;
      page.nextPage();
    }
  }

  claim({ id, ...entry }: PendingGroup, atMs: number): Promise<boolean> {
    return this.#pending.replaceIfSame(id, pendingJson(entry), pendingJson({ ...entry, at: atMs }));
  }

  async unpend(groupIds: readonly string[]): Promise<void> {
    await Promise.all(groupIds.map((id) => this.#pending.delete(id)));
  }

  async strike(groupId: string, uuids: readonly string[]): Promise<void> {
    const struck = new Set(uuids);
    for (let time = 0; time < strikeTries; time += 1) {
      const json = await this.#pending.get(groupId);
      if (json === null) return;
      const { at, messages } = decodePending(json);
      const rest = messages.filter(({ uuid }) => !struck.has(uuid));
      if (rest.length === messages.length) return;
      const before = pendingJson({ at, messages });
      const isStruck =
        rest.length === 0
          ? (await this.#pending.remove(groupId, before)) === true
          : await this.#pending.replaceIfSame(groupId, before, pendingJson({ at, messages: rest }));
      if (isStruck) return;
    }
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

  /** By partitions and not by a query: it may be half a million entries, which no answer should hold. */
  async *recordedBy(instance: string): AsyncGenerator<[key: string, entry: DeliveredEntry][]> {
    for await (const page of entryPages(this.#cluster, ledgerMaps.delivered, partitionTimeoutMs)) {
      const entries = page.map(([key, json]): [string, DeliveredEntry] => [
        String(key),
        decodeDelivered(json),
      ]);
      yield entries.filter(([, entry]) => entry.instance === instance);
    }
  }

  async known(uuids: readonly string[]): Promise<ReadonlySet<string>> {
    const isAmongThem = Predicates.inPredicate('messages[any].uuid', ...uuids);
    const [delivered, pending] = await Promise.all([
      Promise.all(uuids.map((uuid) => this.#delivered.containsKey(uuid))),
      this.#pending.valuesWithPredicate(isAmongThem),
    ]);
    const pended = new Set(
      pending.toArray().flatMap((json) => decodePending(json).messages.map(({ uuid }) => uuid)),
    );
    return new Set(uuids.filter((uuid, index) => delivered[index] === true || pended.has(uuid)));
  }
}

function pendingJson(entry: PendingEntry): HazelcastJsonValue {
  return new HazelcastJsonValue(encodePending(entry));
}

function decodeAll(entries: [string, unknown][]): Map<string, DeliveredEntry> {
  return new Map(entries.map(([key, json]) => [key, decodeDelivered(json)]));
}
