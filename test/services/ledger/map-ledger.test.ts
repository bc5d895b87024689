import { expect, test } from 'vitest';
import type { DeliveredMap, PendingMap } from '../../../src/services/ledger/ledger-maps.ts';
import { MapLedger } from '../../../src/services/ledger/map-ledger.ts';
import { encodeDelivered, type Settled } from '../../../src/protocol/ledger-entries.ts';

/** Delivered entries of one member; `writes` are the keys that were written. */
function ledgerOf(...entries: Settled[][]) {
  const texts = new Map(entries.map((entry) => [keyOf(entry), encodeDelivered(keyOf(entry), entry)]));
  const writes: string[] = [];
  let isCutOff = false;
  const write = (key: string, text: string): void => {
    if (isCutOff) throw new Error('no backup acknowledged it');
    writes.push(key);
    texts.set(key, text);
  };
  const delivered: Pick<DeliveredMap, 'entries' | 'putIfAbsent' | 'replaceIfSame'> = {
    async *entries() {
      yield await Promise.resolve([...texts].map(([key, text]): [string, unknown] => [key, parsed(text)]));
    },
    putIfAbsent: async (key, text) => {
      const earlier = texts.get(key);
      if (earlier === undefined) write(key, text);
      return Promise.resolve(earlier === undefined ? undefined : parsed(earlier));
    },
    replaceIfSame: async (key, before, after) => {
      if (texts.get(key) === before) write(key, after);
      return Promise.resolve(texts.get(key) === after);
    },
  };
  const unused = () => Promise.reject(new Error('not used'));
  const never = { get: unused, has: unused, getAll: unused, groupsHolding: unused, holding: unused };
  const pending: PendingMap = {
    ...never,
    putIfAbsent: unused,
    replaceIfSame: unused,
    set: unused,
    delete: unused,
    removeIfSame: unused,
    async *olderThan() {
      yield await Promise.resolve([]);
    },
  };
  const ledger = new MapLedger({ pending, delivered: { ...never, ...delivered } });
  const recordedBy = async (instance: string): Promise<string[]> => {
    const uuids: string[] = [];
    for await (const page of ledger.recordedBy(instance, ({ at }) => at >= 100))
      uuids.push(...page.map(({ uuid }) => uuid));
    return uuids;
  };
  return { recordedBy, writes, cutOff: () => (isCutOff = true) };
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}

function keyOf(entry: readonly Settled[]): string {
  return entry.length === 1 ? (entry[0]?.uuid ?? '') : 'group';
}

function settled(uuid: string, instance: string, at: number): Settled {
  return { uuid, msg: `text ${uuid}`, instance, at };
}

test('what an instance recorded is read, and only what is unsure is written again', async () => {
  const { recordedBy, writes } = ledgerOf(
    [settled('old', 'one', 99)],
    [settled('young', 'one', 100)],
    [settled('other', 'two', 100)],
    [settled('a', 'two', 100), settled('b', 'one', 120)],
  );
  expect(await recordedBy('one')).toEqual(['old', 'young', 'b']);
  expect(writes).toEqual(['young', 'group']);
});

test('an unsure record does not count while no backup acknowledges it', async () => {
  const { recordedBy, cutOff } = ledgerOf([settled('young', 'one', 100)]);
  cutOff();
  await expect(recordedBy('one')).rejects.toThrow('no backup acknowledged it');
});
