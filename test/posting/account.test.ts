import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountFor, type SentMessage } from '../../src/posting/account.ts';
import type { Observations } from '../../src/posting/observations.ts';

const nothing: Observations = { received: {}, queued: [], pending: [], logged: [] };

function sent(
  uuid: string,
  outcome: SentMessage['outcome'] = 'acknowledged',
  msg = `text of ${uuid}`,
): SentMessage {
  return { uuid, msg, outcome };
}

function ref(uuid: string) {
  return { uuid, msg: `text of ${uuid}` };
}

describe('accountFor', () => {
  test.each([
    ['queued', ['lost', 'undelivered'], { notReceived: ['c'], unlogged: ['c'], duplicated: ['b'] }],
    ['logged', ['loggedTwice', 'unlogged'], { lost: ['c'], notReceived: [], duplicated: ['b'] }],
    [
      'received',
      ['duplicated', 'lost', 'notReceived', 'recovered', 'refusedYetDelivered', 'unexpected'],
      { unlogged: ['c'], lost: [], notReceived: [] },
    ],
  ] as const)('without %s, what depends on it is unknown and empty', (source, unknown, found) => {
    const received = source === 'received' ? {} : { m1: [ref('a'), ref('b'), ref('b')] };
    const logged = source === 'logged' ? [] : ['a', 'b'];
    const unobservable = { [source]: 'hidden' };
    const account = accountFor([sent('a'), sent('b'), sent('c')], {
      ...nothing,
      received,
      logged,
      unobservable,
    });
    expect(Object.keys(account.unknown ?? {}).sort()).toEqual(unknown);
    expect(Object.values(account.unknown ?? {})).toEqual(unknown.map(() => 'hidden'));
    const { lost, notReceived, unlogged, duplicated } = account;
    const listed = { lost, notReceived, unlogged, duplicated };
    const uuids = Object.entries(listed).map(([key, refs]) => [key, refs.map(({ uuid }) => uuid)]);
    expect(Object.fromEntries(uuids)).toMatchObject(found);
  });

  test('a message that is in the log twice is named once', () => {
    const account = accountFor([sent('a')], {
      ...nothing,
      received: { m1: [ref('a')] },
      logged: ['a', 'a', 'a'],
    });
    expect([account.loggedTwice, account.unlogged]).toEqual([[ref('a')], []]);
    expect(account.unknown).toBeUndefined();
  });

  test('an acknowledged message that is shown once and logged is in no list', () => {
    const account = accountFor([sent('a')], {
      ...nothing,
      received: { m1: [ref('a')], m2: [] },
      logged: ['a'],
    });
    expect(account).toEqual({
      attempted: 1,
      acknowledged: 1,
      refused: 0,
      indeterminate: 0,
      retried: 0,
      received: 1,
      lost: [],
      duplicated: [],
      unexpected: [],
      refusedYetDelivered: [],
      undelivered: [],
      recovered: [],
      unlogged: [],
      loggedTwice: [],
      notReceived: [],
    });
  });

  test('a message that was attempted again is one message, and counts as retried', () => {
    const account = accountFor([{ ...sent('a'), attempts: 2 }, sent('b')], nothing);
    expect(account).toMatchObject({ attempted: 2, acknowledged: 2, retried: 1 });
  });

  test('an acknowledged message that is nowhere is lost and unlogged', () => {
    expect(accountFor([sent('a')], nothing)).toMatchObject({ lost: [ref('a')], unlogged: [ref('a')] });
  });

  test('an acknowledged message that waits is undelivered, not lost', () => {
    for (const found of [
      { queued: [ref('a')] },
      { pending: ['a'] },
      { queued: [ref('a')], pending: ['a'] },
    ]) {
      expect(accountFor([sent('a')], { ...nothing, ...found })).toMatchObject({
        lost: [],
        undelivered: [ref('a')],
      });
    }
  });

  test('a pending message that was never attempted has no text', () => {
    const { undelivered } = accountFor([], { ...nothing, pending: ['b'] });
    expect(undelivered).toEqual([{ uuid: 'b', msg: '' }]);
  });

  test('a message in two sets, or twice in one, is duplicated', () => {
    const twoSets = accountFor([sent('a')], { ...nothing, received: { m1: [ref('a')], m2: [ref('a')] } });
    const oneSet = accountFor([sent('a')], { ...nothing, received: { m1: [ref('a'), ref('a')] } });
    expect([twoSets.duplicated, oneSet.duplicated]).toEqual([[ref('a')], [ref('a')]]);
    expect(twoSets.received).toBe(1);
  });

  test('a message that was never attempted is unexpected, with or without a uuid', () => {
    const plain = { uuid: null, msg: 'from elsewhere' };
    const account = accountFor([], { ...nothing, received: { m1: [ref('x'), plain, plain] } });
    expect(account.unexpected).toEqual([ref('x'), plain, plain]);
    expect(account.duplicated).toEqual([]);
  });

  test('another text under the uuid of a message is unexpected, and the message itself is lost', () => {
    const changed = { uuid: 'a', msg: 'another text' };
    const alone = accountFor([sent('a')], { ...nothing, received: { m1: [changed] }, logged: ['a'] });
    expect(alone).toMatchObject({ lost: [ref('a')], unexpected: [changed], duplicated: [] });
    const beside = accountFor([sent('a')], { ...nothing, received: { m1: [ref('a')], m2: [changed] } });
    expect(beside).toMatchObject({ lost: [], unexpected: [changed], duplicated: [] });
    const queued = accountFor([sent('a')], { ...nothing, queued: [changed] });
    expect(queued).toMatchObject({ lost: [ref('a')], undelivered: [changed] });
    const others = accountFor([sent('a', 'refused'), sent('b', 'indeterminate')], {
      ...nothing,
      received: { m1: [changed, { uuid: 'b', msg: 'another text' }] },
    });
    expect(others).toMatchObject({ refusedYetDelivered: [], recovered: [], unexpected: [{}, {}] });
  });

  test('a received message counts as refused yet delivered or as recovered, by its answer', () => {
    const account = accountFor(
      [sent('r', 'refused'), sent('i', 'indeterminate'), sent('j', 'indeterminate')],
      {
        ...nothing,
        received: { m1: [ref('r'), ref('i')] },
      },
    );
    expect(account).toMatchObject({
      refusedYetDelivered: [ref('r')],
      recovered: [ref('i')],
      lost: [],
      indeterminate: 2,
    });
  });

  test('equal texts are different messages', () => {
    const twins = [sent('a', 'acknowledged', 'same'), sent('b', 'acknowledged', 'same')];
    const account = accountFor(twins, { ...nothing, received: { m1: [{ uuid: 'b', msg: 'same' }] } });
    expect(account).toMatchObject({ lost: [{ uuid: 'a', msg: 'same' }], duplicated: [] });
  });
});

/** Every message gets a fate; the account must find exactly these. */
const fates = ['once', 'twice', 'two sets', 'queued', 'pending', 'nowhere'] as const;
const fateful = fc.uniqueArray(
  fc.record({
    uuid: fc.uuid(),
    outcome: fc.constantFrom('acknowledged', 'refused', 'indeterminate'),
    fate: fc.constantFrom(...fates),
    logged: fc.boolean(),
    known: fc.boolean(),
  }),
  { selector: ({ uuid }) => uuid, maxLength: 60 },
);

test('for any fates each list holds exactly its messages', () => {
  fc.assert(
    fc.property(fateful, (messages) => {
      const known = messages.filter((message) => message.known);
      const withFate = (...wanted: string[]) =>
        messages.filter(({ fate }) => wanted.includes(fate)).map(({ uuid }) => ref(uuid));
      const account = accountFor(
        known.map(({ uuid, outcome }) => sent(uuid, outcome)),
        {
          received: {
            m1: [...withFate('once', 'two sets'), ...withFate('twice'), ...withFate('twice')],
            m2: withFate('two sets'),
          },
          queued: withFate('queued'),
          pending: withFate('pending').map(({ uuid }) => uuid),
          logged: messages.filter(({ logged }) => logged).map(({ uuid }) => uuid),
        },
      );
      const uuids = (wanted: (message: (typeof messages)[number]) => boolean) =>
        messages
          .filter(wanted)
          .map(({ uuid }) => uuid)
          .sort();
      const found = (refs: { uuid: string | null }[]) => refs.map(({ uuid }) => uuid).sort();
      const isShown = (fate: string) => ['once', 'twice', 'two sets'].includes(fate);

      expect(found(account.lost)).toEqual(
        uuids((m) => m.known && m.outcome === 'acknowledged' && m.fate === 'nowhere'),
      );
      expect(found(account.duplicated)).toEqual(uuids((m) => m.fate === 'twice' || m.fate === 'two sets'));
      expect(found(account.unexpected)).toEqual(uuids((m) => !m.known && isShown(m.fate)));
      expect(found(account.refusedYetDelivered)).toEqual(
        uuids((m) => m.known && m.outcome === 'refused' && isShown(m.fate)),
      );
      expect(found(account.recovered)).toEqual(
        uuids((m) => m.known && m.outcome === 'indeterminate' && isShown(m.fate)),
      );
      expect(found(account.undelivered)).toEqual(uuids((m) => m.fate === 'queued' || m.fate === 'pending'));
      expect(found(account.unlogged)).toEqual(
        uuids((m) => m.known && m.outcome === 'acknowledged' && !m.logged),
      );
      expect(account.attempted).toBe(account.acknowledged + account.refused + account.indeterminate);
    }),
  );
});
