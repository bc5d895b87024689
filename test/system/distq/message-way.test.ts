import { expect, test } from 'vitest';
import type { KeptStage, LedgerPlace, Stage } from '../../../src/protocol/trace/message-trace.ts';
import { isKnown, messageWay, type AskedService } from '../../../src/system/distq/message-way.ts';

const members = [{ name: 'hazelcast-node1', uuid: 'member-1' }];
const at = { isLogged: true, member: { uuid: 'member-1', address: '127.0.0.1:5701' } };
const nothing: LedgerPlace = { pendingSinceMs: null, recorded: null, text: null };

function service(
  name: string,
  stages: [Stage, number, number?][],
  {
    startedMs = 0,
    keptSinceMs = null,
    uuid = 'a',
  }: { startedMs?: number; keptSinceMs?: number | null; uuid?: string } = {},
): AskedService {
  const kept = stages.map(([stage, atMs, status]): KeptStage => ({
    uuid,
    stage,
    atMs,
    ...(status && { status }),
  }));
  const kind = (['facade-service', 'logging-service', 'messages-service'] as const).find((one) =>
    name.startsWith(one),
  );
  const trace = { instance: name, startedMs, keptSinceMs, uuids: [uuid], stages: kept };
  return { name, kind: kind ?? null, port: 1, silent: null, trace };
}

function way(told: AskedService[], more: Partial<Parameters<typeof messageWay>[0]> = {}) {
  return messageWay({
    uuid: 'a',
    told,
    log: at,
    ledger: nothing,
    members,
    epochOriginMs: 1_000_000,
    ...more,
  });
}

const facade = service('facade-service-1', [
  ['posted', 100],
  ['offered', 103],
  ['answered', 105, 201],
]);
const logging = service('logging-service-1', [['logged', 102]]);

test('stages of all services are one sequence, with offsets from the first', () => {
  const shown = service('messages-service-1', [
    ['polled', 103.5],
    ['shown', 104.25],
  ]);
  const { stages, outcome, log, gaps } = way([shown, facade, logging]);
  expect(stages.map(({ stage, instance, offsetMs }) => [stage, instance, offsetMs])).toEqual([
    ['posted', 'facade-service-1', 0],
    ['logged', 'logging-service-1', 2],
    ['offered', 'facade-service-1', 3],
    ['polled', 'messages-service-1', 3.5],
    ['shown', 'messages-service-1', 4.25],
    ['answered', 'facade-service-1', 5],
  ]);
  expect(stages[0]?.at).toBe('1970-01-01T00:16:40.100Z');
  expect(stages[5]?.status).toBe(201);
  expect([outcome, log, gaps]).toEqual(['shown', { isLogged: true, member: 'hazelcast-node1' }, []]);
});

test('each post after the first is a repeat, whichever facade it came to', () => {
  const other = service('facade-service-2', [['posted', 110]]);
  const { stages } = way([other, facade]);
  expect(stages.filter(({ stage }) => stage === 'posted').map(({ isRepeat }) => isRepeat)).toEqual([
    undefined,
    true,
  ]);
});

test('a record in the ledger stands for a service that does not tell it any more', () => {
  const ledger = { ...nothing, recorded: { instance: 'messages-service-1', atMs: 1_000_104 } };
  const gone: AskedService = {
    name: 'messages-service-1',
    kind: 'messages-service',
    port: 1,
    silent: 'it does not run (exited)',
    trace: undefined,
  };
  const { stages, outcome, gaps } = way([facade, gone], { ledger });
  expect(stages.find(({ stage }) => stage === 'recorded')).toMatchObject({
    instance: 'messages-service-1',
    offsetMs: 4,
    fromLedger: true,
  });
  expect(outcome).toBe('recorded');
  expect(gaps).toEqual([{ instance: 'messages-service-1', why: 'silent', since: null }]);
  const told = service('messages-service-1', [['recorded', 104]]);
  expect(way([facade, told], { ledger }).stages.filter(({ stage }) => stage === 'recorded')).toHaveLength(1);
});

test('a service that started after the message, or dropped stages since then, may have seen more', () => {
  const restarted = service('logging-service-1', [], { startedMs: 150 });
  const full = service('messages-service-1', [], { keptSinceMs: 160 });
  const covering = service('messages-service-2', [], { keptSinceMs: 99 });
  expect(way([facade, restarted, full, covering]).gaps).toEqual([
    { instance: 'logging-service-1', why: 'started-later', since: '1970-01-01T00:16:40.150Z' },
    { instance: 'messages-service-1', why: 'dropped', since: '1970-01-01T00:16:40.160Z' },
  ]);
});

test('a facade that does not know the post may have dropped it, but not for another producer', () => {
  const newFacade = service('facade-service-1', [], { startedMs: 50 });
  const shown = service('messages-service-1', [['shown', 104]]);
  expect(way([newFacade, shown]).gaps).toMatchObject([{ why: 'started-later' }]);
  const plain = service('messages-service-1', [['shown', 104]], { uuid: 'plain:a' });
  expect(way([newFacade, plain], { uuid: 'plain:a' }).gaps).toEqual([]);
});

test.each<[[Stage, number, number?][], LedgerPlace, string]>([
  [[['answered', 1, 503]], nothing, 'refused'],
  [[['answered', 1, 504]], nothing, 'logged'],
  [
    [
      ['offered', 1],
      ['answered', 2, 504],
    ],
    nothing,
    'offered',
  ],
  [[['offered', 1]], { ...nothing, pendingSinceMs: 1 }, 'pending'],
  [[['queue-full', 1]], nothing, 'logged'],
  [[], nothing, 'logged'],
])('%j is %#', (stages, ledger, outcome) => {
  expect(way([service('facade-service-1', stages)], { ledger }).outcome).toBe(outcome);
});

test('a message of which neither a service nor the cluster knows anything is unknown', () => {
  const unlogged = { isLogged: false, member: null };
  const unknown = way([service('facade-service-1', [])], { log: unlogged });
  expect([unknown.outcome, isKnown(unknown)]).toEqual(['unknown', false]);
  expect(isKnown(way([service('facade-service-1', [])]))).toBe(true);
  expect(isKnown(way([], { log: null, ledger: null }))).toBe(false);
});
