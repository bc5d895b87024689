import type { DeliveredMap, PendingMap } from '../../../src/services/ledger/ledger-maps.ts';
import { decodePending } from '../../../src/protocol/ledger-entries.ts';
import type { Kind } from '../faults.ts';
import type { MapName } from './maps-and-queue.ts';
import type { Network } from './network.ts';
import type { Process } from './process.ts';
import type { ReachedMap } from './reach.ts';

interface Access {
  network: Network;
  process: Process;
}

/** Small, so that something happens between two pages. */
const pageEntries = 2;

/** The maps of the ledger as a process reaches them: each operation is a step. */
export function ledgerMaps({ network, process }: Access): {
  pending: PendingMap;
  delivered: DeliveredMap;
} {
  const read = <T>(name: MapName, carryOut: (map: ReachedMap) => T): Promise<T> =>
    network.call(process, 'read', (reach) => ({ value: carryOut(reach.map(name)), text: undefined }));

  async function* pages(
    name: MapName,
    isWanted: (entry: [string, string]) => boolean,
  ): AsyncGenerator<[string, unknown][]> {
    for (let from = 0; ; from += pageEntries) {
      const page = await read(name, (map) =>
        map
          .entries()
          .filter(isWanted)
          .slice(from, from + pageEntries),
      );
      if (page.length > 0) yield page.map(parsed);
      if (page.length < pageEntries) return;
    }
  }

  const operations = (mapName: MapName, name: string, kind: Kind) => ({
    get: (key: string) => read(mapName, (map) => parsedText(map.get(key))),
    putIfAbsent: (key: string, json: string) =>
      network.call(process, kind, (reach) => {
        const map = reach.map(mapName);
        const earlier = map.get(key);
        if (earlier !== undefined)
          return { value: parsedText(earlier), text: `finds ${name} ${key} ${earlier}` };
        map.write(key, json);
        return { value: undefined, text: `puts ${name} ${key} ${json}` };
      }),
    replaceIfSame: (key: string, before: string, after: string) =>
      network.call(process, kind, (reach) => {
        const map = reach.map(mapName);
        const isSame = map.get(key) === before;
        if (isSame) map.write(key, after);
        return {
          value: isSame,
          text: isSame ? `replaces ${name} ${key} ${after}` : `is too late for ${name} ${key}`,
        };
      }),
  });

  return {
    pending: {
      ...operations('pending', 'pending', 'clear pending'),
      set: (key, json) =>
        network.call(process, 'mark pending', (reach) => {
          reach.map('pending').write(key, json);
          return { value: undefined, text: `sets pending ${key} ${json}` };
        }),
      delete: (key) =>
        network.call(process, 'clear pending', (reach) => {
          reach.map('pending').write(key, undefined);
          return { value: undefined, text: `deletes pending ${key}` };
        }),
      removeIfSame: (key, before) =>
        network.call(process, 'clear pending', (reach) => {
          const pending = reach.map('pending');
          const isSame = pending.get(key) === before;
          if (isSame) pending.write(key, undefined);
          return {
            value: isSame,
            text: isSame ? `removes pending ${key}` : `is too late for pending ${key}`,
          };
        }),
      olderThan: (beforeMs) => pages('pending', ([, text]) => decodePending(parsedText(text)).at < beforeMs),
      holding: (uuids) =>
        read('pending', (pending) =>
          pending
            .entries()
            .filter(([, text]) => holdsOne(text, uuids))
            .map(parsed),
        ),
    },
    delivered: {
      ...operations('delivered', 'record', 'record'),
      has: (key) => read('delivered', (delivered) => delivered.get(key) !== undefined),
      getAll: (keys) =>
        read('delivered', (delivered) =>
          keys.flatMap((key): [string, unknown][] => {
            const text = delivered.get(key);
            return text === undefined ? [] : [[key, parsedText(text)]];
          }),
        ),
      groupsHolding: (uuids) =>
        read('delivered', (delivered) =>
          delivered
            .entries()
            .filter(([, text]) => text.includes('"shares"') && holdsOne(text, uuids))
            .map(parsed),
        ),
      entries: () => pages('delivered', () => true),
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
