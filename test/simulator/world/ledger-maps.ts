import type { DeliveredMap, PendingMap } from '../../../src/services/ledger/ledger-maps.ts';
import { decodeDelivered, decodePending } from '../../../src/protocol/ledger-entries.ts';
import type { Cluster } from './cluster.ts';
import type { Kind } from '../faults.ts';
import type { Network } from './network.ts';
import type { Process } from './process.ts';
import type { ReplicatedMap } from './replicated-map.ts';

interface Access {
  cluster: Cluster;
  network: Network;
  process: Process;
}

/** Small, so that something happens between two pages. */
const pageEntries = 2;

/** The maps of the ledger as a process reaches them: each operation is a step. */
export function ledgerMaps({ cluster, network, process }: Access): {
  pending: PendingMap;
  delivered: DeliveredMap;
} {
  const { pending, delivered } = cluster;
  const read = <T>(carryOut: () => T): Promise<T> =>
    network.call(process, 'read', () => ({ value: carryOut(), text: undefined }));

  async function* pages(
    map: ReplicatedMap,
    isWanted: (entry: [string, string]) => boolean,
    onRead: (key: string) => void = () => undefined,
  ): AsyncGenerator<[string, unknown][]> {
    for (let from = 0; ; from += pageEntries) {
      const page = await read(() => {
        const entries = map
          .entries()
          .filter(isWanted)
          .slice(from, from + pageEntries);
        for (const [key] of entries) onRead(key);
        return entries;
      });
      if (page.length > 0) yield page.map(parsed);
      if (page.length < pageEntries) return;
    }
  }

  const operations = (map: ReplicatedMap, name: string, kind: Kind) => ({
    get: (key: string) => read(() => parsedText(map.get(key))),
    putIfAbsent: (key: string, json: string) =>
      network.call(process, kind, (isAlone) => {
        const earlier = map.get(key);
        if (earlier !== undefined)
          return { value: parsedText(earlier), text: `finds ${name} ${key} ${earlier}` };
        map.write(key, json, isAlone);
        return { value: undefined, text: `puts ${name} ${key} ${json}` };
      }),
    replaceIfSame: (key: string, before: string, after: string) =>
      network.call(process, kind, (isAlone) => {
        const isSame = map.get(key) === before;
        if (isSame) map.write(key, after, isAlone);
        return {
          value: isSame,
          text: isSame ? `replaces ${name} ${key} ${after}` : `is too late for ${name} ${key}`,
        };
      }),
  });

  return {
    pending: {
      ...operations(pending, 'pending', 'clear pending'),
      set: (key, json) =>
        network.call(process, 'mark pending', (isAlone) => {
          pending.write(key, json, isAlone);
          return { value: undefined, text: `sets pending ${key} ${json}` };
        }),
      delete: (key) =>
        network.call(process, 'clear pending', (isAlone) => {
          pending.write(key, undefined, isAlone);
          return { value: undefined, text: `deletes pending ${key}` };
        }),
      removeIfSame: (key, before) =>
        network.call(process, 'clear pending', (isAlone) => {
          const isSame = pending.get(key) === before;
          if (isSame) pending.write(key, undefined, isAlone);
          return {
            value: isSame,
            text: isSame ? `removes pending ${key}` : `is too late for pending ${key}`,
          };
        }),
      olderThan: (beforeMs) => pages(pending, ([, text]) => decodePending(parsedText(text)).at < beforeMs),
      holding: (uuids) =>
        read(() =>
          pending
            .entries()
            .filter(([, text]) => holdsOne(text, uuids))
            .map(parsed),
        ),
    },
    delivered: {
      ...operations(delivered, 'record', 'record'),
      has: (key) => read(() => delivered.get(key) !== undefined),
      getAll: (keys) =>
        read(() =>
          keys.flatMap((key): [string, unknown][] => {
            const text = delivered.get(key);
            return text === undefined ? [] : [[key, parsedText(text)]];
          }),
        ),
      groupsHolding: (uuids) =>
        read(() =>
          delivered
            .entries()
            .filter(([, text]) => text.includes('"shares"') && holdsOne(text, uuids))
            .map(parsed),
        ),
      async *settled() {
        // What a starting instance reads with one member alone, which then dies, is shown and gone: see docs/delivery.md, What remains unsafe.
        const settle = (key: string): void => {
          delivered.settle(key);
        };
        for await (const page of pages(delivered, () => true, settle))
          yield page.flatMap(([key, value]) => [...decodeDelivered(key, value)]);
      },
    },
  };
}

function holdsOne(text: string, uuids: readonly string[]): boolean {
  return uuids.some((uuid) => text.includes(`"uuid":"${uuid}"`));
}

function parsed([key, text]: [string, string]): [string, unknown] {
  return [key, parsedText(text)];
}

function parsedText(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}
