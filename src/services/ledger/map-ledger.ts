import {
  decodeDelivered,
  decodePending,
  encodeDelivered,
  encodePending,
  withShare,
  type DeliveredEntry,
  type Settled,
  type Share,
} from '../../protocol/ledger-entries.ts';
import type { LedgerPlace } from '../../protocol/trace/message-trace.ts';
import { isGroupUuid } from '../../protocol/uuid.ts';
import type { DeliveredMap, PendingMap } from './ledger-maps.ts';
import type { Ledger, PendingGroup } from './ledger.ts';

/** Others change an entry now and then. After the last attempt a relay removes the rest. */
const strikeTries = 5;

/** The ledger in two maps whose operations are atomic for one entry. */
export class MapLedger implements Ledger {
  readonly #pending: PendingMap;
  readonly #delivered: DeliveredMap;

  constructor(maps: { pending: PendingMap; delivered: DeliveredMap }) {
    this.#pending = maps.pending;
    this.#delivered = maps.delivered;
  }

  async markPending({ id, ...entry }: PendingGroup): Promise<void> {
    await this.#pending.set(id, encodePending(entry));
  }

  async pendingSince(groupId: string): Promise<number | undefined> {
    const value = await this.#pending.get(groupId);
    return value === undefined ? undefined : decodePending(value).at;
  }

  async *pendingBefore(beforeMs: number): AsyncGenerator<PendingGroup[]> {
    for await (const entries of this.#pending.olderThan(beforeMs))
      yield entries.map(([id, value]) => ({ id, ...decodePending(value) }));
  }

  claim({ id, ...entry }: PendingGroup, atMs: number): Promise<boolean> {
    return this.#pending.replaceIfSame(id, encodePending(entry), encodePending({ ...entry, at: atMs }));
  }

  async clearPending(groupIds: readonly string[]): Promise<void> {
    await Promise.all(groupIds.map((id) => this.#pending.delete(id)));
  }

  async strike(groupId: string, uuids: readonly string[]): Promise<void> {
    const struck = new Set(uuids);
    for (let time = 0; time < strikeTries; time += 1) {
      const value = await this.#pending.get(groupId);
      if (value === undefined) return;
      const entry = decodePending(value);
      const rest = entry.messages.filter(({ uuid }) => !struck.has(uuid));
      if (rest.length === entry.messages.length) return;
      const before = encodePending(entry);
      const isStruck =
        rest.length === 0
          ? await this.#pending.removeIfSame(groupId, before)
          : await this.#pending.replaceIfSame(groupId, before, encodePending({ ...entry, messages: rest }));
      if (isStruck) return;
    }
  }

  async record(key: string, share: Share): Promise<DeliveredEntry> {
    const json = (entry: DeliveredEntry): string => encodeDelivered(key, entry);
    const alone = withShare([], share);
    for (;;) {
      const earlier = await this.#delivered.putIfAbsent(key, json(alone));
      if (earlier === undefined) return alone;
      const entry = decodeDelivered(key, earlier);
      const extended = withShare(entry, share);
      // Write even if nothing is added: the found value may be on its owner only, and only a write waits for the
      // backup. It fails if another caller changed the entry first; that caller has recorded its own value.
      if (await this.#delivered.replaceIfSame(key, json(entry), json(extended))) return extended;
    }
  }

  async recorded(keys: readonly string[]): Promise<ReadonlyMap<string, Settled>> {
    if (keys.length === 0) return new Map();
    const entries = await this.#delivered.getAll(keys);
    const settled = entries.flatMap(([key, value]) => decodeDelivered(key, value));
    return new Map(settled.map((one) => [one.uuid, one]));
  }

  async *recordedBy(instance: string, isUnsure: (settled: Settled) => boolean): AsyncGenerator<Settled[]> {
    const isOwn = (settled: Settled): boolean => settled.instance === instance;
    for await (const page of this.#delivered.entries()) {
      const own = await Promise.all(
        page.map(async ([key, value]) => {
          const messages = decodeDelivered(key, value).filter(isOwn);
          if (!messages.some(isUnsure)) return messages;
          const at = Math.min(...messages.map((settled) => settled.at));
          return (await this.record(key, { instance, at, messages })).filter(isOwn);
        }),
      );
      yield own.flat();
    }
  }

  async known(uuids: readonly string[]): Promise<ReadonlyMap<string, 'uuid' | 'group'>> {
    const [delivered, pending] = await Promise.all([
      Promise.all(uuids.map((uuid) => this.#delivered.has(uuid))),
      this.#pending.holding(uuids),
    ]);
    const known = new Map<string, 'uuid' | 'group'>();
    for (const { messages, isNew } of pending.map(([, value]) => decodePending(value)))
      for (const { uuid } of messages) known.set(uuid, isNew === true ? 'group' : 'uuid');
    for (const [index, uuid] of uuids.entries()) if (delivered[index] === true) known.set(uuid, 'uuid');
    const rest = uuids.filter((uuid) => isGroupUuid(uuid) && !known.has(uuid));
    for (const uuid of await this.#recordedInGroups(rest)) known.set(uuid, 'group');
    const asked = new Set(uuids);
    return new Map([...known].filter(([uuid]) => asked.has(uuid)));
  }

  /** What the ledger knows of a message now, without changing anything. May search everything that is recorded. */
  async look(uuid: string): Promise<LedgerPlace> {
    const [pending, own] = await Promise.all([this.#pending.holding([uuid]), this.#delivered.get(uuid)]);
    const records = own === undefined ? await this.#groupsOf(uuid) : decodeDelivered(uuid, own);
    const record = records.find((settled) => settled.uuid === uuid);
    const [group] = pending.map(([, value]) => decodePending(value));
    const waiting = group?.messages.find((message) => message.uuid === uuid);
    return {
      pendingSinceMs: group?.at ?? null,
      recorded: record === undefined ? null : { instance: record.instance, atMs: record.at },
      text: record?.msg ?? waiting?.msg ?? null,
    };
  }

  async #groupsOf(uuid: string): Promise<DeliveredEntry> {
    if (!isGroupUuid(uuid)) return [];
    const groups = await this.#delivered.groupsHolding([uuid]);
    return groups.flatMap(([key, value]) => decodeDelivered(key, value));
  }

  /** Call this last: it is the most expensive search. */
  async #recordedInGroups(uuids: readonly string[]): Promise<string[]> {
    if (uuids.length === 0) return [];
    const groups = await this.#delivered.groupsHolding(uuids);
    return groups.flatMap(([key, value]) => decodeDelivered(key, value).map(({ uuid }) => uuid));
  }
}
