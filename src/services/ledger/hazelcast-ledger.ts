import { HazelcastJsonValue, Predicates } from 'hazelcast-client';
import type { Client, IMap, Predicate } from 'hazelcast-client';
import { settledPages } from '../../cluster/settled-pages.ts';
import {
  decodeDelivered,
  decodePending,
  encodeDelivered,
  encodePending,
  ledgerMaps,
  withShare,
  type DeliveredEntry,
  type PendingEntry,
  type Settled,
  type Share,
} from '../../shared/ledger.ts';
import { isGroupUuid } from '../../shared/uuid.ts';
import type { Ledger, PendingGroup } from './ledger.ts';

/** Written as HazelcastJsonValue, which members can query; read as what the JSON stands for, or null. */
type JsonMap = IMap<string, unknown>;

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

  async markPending({ id, ...entry }: PendingGroup): Promise<void> {
    await this.#pending.set(id, pendingJson(entry));
  }

  async pendingSince(groupId: string): Promise<number | undefined> {
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

  async clearPending(groupIds: readonly string[]): Promise<void> {
    await Promise.all(groupIds.map((id) => this.#pending.delete(id)));
  }

  async strike(groupId: string, uuids: readonly string[]): Promise<void> {
    const struck = new Set(uuids);
    for (let time = 0; time < strikeTries; time += 1) {
      const json = await this.#pending.get(groupId);
      if (json === null) return;
      const entry = decodePending(json);
      const rest = entry.messages.filter(({ uuid }) => !struck.has(uuid));
      if (rest.length === entry.messages.length) return;
      const before = pendingJson(entry);
      const isStruck =
        rest.length === 0
          ? (await this.#pending.remove(groupId, before)) === true
          : await this.#pending.replaceIfSame(groupId, before, pendingJson({ ...entry, messages: rest }));
      if (isStruck) return;
    }
  }

  async record(key: string, share: Share): Promise<DeliveredEntry> {
    const json = (entry: DeliveredEntry): HazelcastJsonValue =>
      new HazelcastJsonValue(encodeDelivered(key, entry));
    const alone = withShare([], share);
    for (;;) {
      const earlier = await this.#delivered.putIfAbsent(key, json(alone));
      if (earlier === null) return alone;
      const entry = decodeDelivered(key, earlier);
      const extended = withShare(entry, share);
      // Also where nothing is added: what was found may be with its owner alone, and only a write waits for the backup.
      // It fails where somebody was faster, and that one has got on.
      if (await this.#delivered.replaceIfSame(key, json(entry), json(extended))) return extended;
    }
  }

  async recorded(keys: readonly string[]): Promise<ReadonlyMap<string, Settled>> {
    if (keys.length === 0) return new Map();
    const entries = await this.#delivered.getAll([...keys]);
    const settled = entries.flatMap(([key, json]) => decodeDelivered(key, json));
    return new Map(settled.map((one) => [one.uuid, one]));
  }

  async *recordedBy(instance: string): AsyncGenerator<Settled[]> {
    for await (const page of settledPages(this.#cluster))
      yield page.filter((one) => one.instance === instance);
  }

  async known(uuids: readonly string[]): Promise<ReadonlyMap<string, 'uuid' | 'group'>> {
    const [delivered, pending] = await Promise.all([
      Promise.all(uuids.map((uuid) => this.#delivered.containsKey(uuid))),
      this.#pending.valuesWithPredicate(messagesAmong(uuids)),
    ]);
    const known = new Map<string, 'uuid' | 'group'>();
    for (const { messages, isNew } of pending.toArray().map(decodePending))
      for (const { uuid } of messages) known.set(uuid, isNew === true ? 'group' : 'uuid');
    for (const [index, uuid] of uuids.entries()) if (delivered[index] === true) known.set(uuid, 'uuid');
    const rest = uuids.filter((uuid) => isGroupUuid(uuid) && !known.has(uuid));
    for (const uuid of await this.#recordedInGroups(rest)) known.set(uuid, 'group');
    const asked = new Set(uuids);
    return new Map([...known].filter(([uuid]) => asked.has(uuid)));
  }

  /** After all else: it takes the members through everything that is recorded. */
  async #recordedInGroups(uuids: readonly string[]): Promise<string[]> {
    if (uuids.length === 0) return [];
    const groups = await this.#delivered.entrySetWithPredicate(messagesAmong(uuids));
    return groups.flatMap(([key, json]) => decodeDelivered(key, json).map(({ uuid }) => uuid));
  }
}

/** Entries of either map that hold one of these messages; a delivered one only where it is a group's. */
function messagesAmong(uuids: readonly string[]): Predicate {
  return Predicates.inPredicate('messages[any].uuid', ...uuids);
}

function pendingJson(entry: PendingEntry): HazelcastJsonValue {
  return new HazelcastJsonValue(encodePending(entry));
}
