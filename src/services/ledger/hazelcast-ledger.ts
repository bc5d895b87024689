import { HazelcastJsonValue, Predicates } from 'hazelcast-client';
import type { Client, IMap, Predicate } from 'hazelcast-client';
import { deliveredPages } from '../../broker/hazelcast/client/settled-pages.ts';
import { ledgerMaps } from '../../protocol/ledger-entries.ts';
import type { DeliveredMap, PendingMap } from './ledger-maps.ts';
import { MapLedger } from './map-ledger.ts';

/** Groups per page: one group may have two million characters. */
const groupsAPage = 50;

/**
 * The ledger in Hazelcast. Its client must fail calls whose backup was not acknowledged (role `producer`): a record
 * that only a dying member has must not count.
 */
export async function openHazelcastLedger(cluster: Client): Promise<MapLedger> {
  const [pending, delivered] = await Promise.all([
    cluster.getMap<string, unknown>(ledgerMaps.pending),
    cluster.getMap<string, unknown>(ledgerMaps.delivered),
  ]);
  return new MapLedger({ pending: pendingMap(pending), delivered: deliveredMap(delivered, cluster) });
}

/** Writes HazelcastJsonValue, which members can query; reads the parsed JSON, or null. */
function jsonMap(map: IMap<string, unknown>) {
  return {
    get: async (key: string) => (await map.get(key)) ?? undefined,
    putIfAbsent: async (key: string, text: string) => (await map.putIfAbsent(key, json(text))) ?? undefined,
    replaceIfSame: (key: string, before: string, after: string) =>
      map.replaceIfSame(key, json(before), json(after)),
  };
}

function pendingMap(map: IMap<string, unknown>): PendingMap {
  return {
    ...jsonMap(map),
    set: (key, text) => map.set(key, json(text)),
    delete: (key) => map.delete(key),
    removeIfSame: async (key, before) => (await map.remove(key, json(before))) === true,
    async *olderThan(beforeMs) {
      const page = Predicates.paging(Predicates.lessThan('at', beforeMs), groupsAPage);
      for (;;) {
        const entries = await map.entrySetWithPredicate(page);
        if (entries.length > 0) yield entries;
        if (entries.length < groupsAPage) return;
        page.nextPage();
      }
    },
    holding: (uuids) => map.entrySetWithPredicate(messagesAmong(uuids)),
  };
}

function deliveredMap(map: IMap<string, unknown>, cluster: Client): DeliveredMap {
  return {
    ...jsonMap(map),
    has: (key) => map.containsKey(key),
    getAll: (keys) => map.getAll([...keys]),
    groupsHolding: (uuids) => map.entrySetWithPredicate(messagesAmong(uuids)),
    // Reads by partition instead of a query: there may be a million messages.
    entries: () => deliveredPages(cluster),
  };
}

/** Entries that contain one of these messages; delivered entries only if they belong to a group. */
function messagesAmong(uuids: readonly string[]): Predicate {
  return Predicates.inPredicate('messages[any].uuid', ...uuids);
}

function json(text: string): HazelcastJsonValue {
  return new HazelcastJsonValue(text);
}
