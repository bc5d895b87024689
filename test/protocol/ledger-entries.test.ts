import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeDelivered,
  decodePending,
  encodeDelivered,
  encodePending,
  withShare,
  type DeliveredEntry,
  type Share,
} from '../../src/protocol/ledger-entries.ts';

const messages = fc.uniqueArray(
  fc.record({ uuid: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'plain:f'), msg: fc.string() }),
  { selector: ({ uuid }) => uuid, minLength: 1 },
);
const share = fc.record({
  instance: fc.constantFrom('one', 'two'),
  at: fc.integer({ min: 0, max: 3 }),
  messages,
});
const entryOf = (shares: readonly Share[]): DeliveredEntry => shares.reduce(withShare, []);
const alone = [{ uuid: 'a', msg: 'text', instance: 'one', at: 1 }];

test('an entry that is read and written is the same text, because a claim compares it', () => {
  fc.assert(
    fc.property(fc.integer(), messages, fc.constantFrom(undefined, true), (at, pending, isNew) => {
      const text = encodePending({ at, messages: pending, isNew });
      expect(encodePending(decodePending(JSON.parse(text)))).toBe(text);
    }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom('a', 'plain:f', 'group'),
      fc.array(share, { minLength: 1 }),
      (key, shares) => {
        const entry = entryOf(shares);
        const text = encodeDelivered(key, entry);
        const read = decodeDelivered(key, JSON.parse(text));
        expect(read).toEqual(entry);
        expect(encodeDelivered(key, read)).toBe(text);
      },
    ),
  );
});

test('a message without a group is recorded with the instance that shows it', () => {
  expect(JSON.parse(encodeDelivered('a', alone))).toEqual({ instance: 'one', at: 1, msg: 'text' });
});

test('each message of a shared group is settled once, for the first instance', () => {
  fc.assert(
    fc.property(fc.array(share), (shares) => {
      const first = new Map<string, string>();
      for (const { instance, messages: shared } of shares)
        for (const { uuid } of shared) if (!first.has(uuid)) first.set(uuid, instance);
      const entry = entryOf(shares);
      expect(entry).toHaveLength(first.size);
      expect(new Map(entry.map(({ uuid, instance }) => [uuid, instance]))).toEqual(first);
    }),
  );
});

test('a share whose messages are all settled changes nothing', () => {
  const share = { instance: 'two', at: 2, messages: [{ uuid: 'a', msg: 'text' }] };
  expect(withShare(alone, share)).toEqual(alone);
});

test('an entry that is not a record is refused', () => {
  const messages = [{ uuid: 'a', msg: 'text', share: 1 }];
  expect(() => decodeDelivered('g', { shares: [{ instance: 'one', at: 1 }], messages })).toThrow(
    'share 1 of 1',
  );
  expect(() => decodeDelivered('g', 'text')).toThrow();
});
