import { expect, test } from 'vitest';
import { overdueBefore, planRelay } from '../../../src/services/messages/relay-plan.ts';

const nowMs = 100_000;
const done = { groupId: 'u', uuids: ['u'] };
const leaseMs = 5_000;

test.each([
  ['an empty queue: whatever is older than the lease', 'empty', 95_000],
  ['a young head: the lease', { pendingSinceMs: 99_000 }, 95_000],
  ['an old head: what was marked pending before it', { pendingSinceMs: 50_000 }, 49_000],
  ['a head that tells nothing: what is very old', { pendingSinceMs: undefined }, 70_000],
] as const)('%s', (_, head, before) => {
  expect(overdueBefore({ nowMs, leaseMs, head })).toBe(before);
});

const message = { uuid: 'u', msg: 'm' };

function plan(at: number, recordedBy?: string, shown = false) {
  const settled = { ...message, instance: recordedBy ?? '', at };
  return planRelay({
    overdue: [{ id: 'u', at, messages: [message] }],
    recorded: new Map(recordedBy === undefined ? [] : [['u', settled]]),
    instance: 'me',
    isShown: () => shown,
    nowMs,
    leaseMs,
  });
}

test('what nobody recorded is missing', () => {
  const group = { id: 'u', at: 1, messages: [message] };
  expect(plan(1)).toEqual({ missing: [{ group, messages: [message] }], unshown: [], done: [] });
});

test('what is shown here is done', () => {
  expect(plan(94_000, 'me', true)).toEqual({ missing: [], unshown: [], done: [done] });
});

test('what was recorded for this instance and is not shown is shown', () => {
  const settled = { ...message, instance: 'me', at: 94_000 };
  expect(plan(94_000, 'me')).toEqual({
    missing: [],
    unshown: [{ group: { id: 'u', at: 94_000, messages: [message] }, messages: [settled] }],
    done: [done],
  });
});

test("another one's entry is left to it for six leases", () => {
  expect(plan(71_000, 'other')).toEqual({ missing: [], unshown: [], done: [] });
  expect(plan(69_000, 'other')).toEqual({ missing: [], unshown: [], done: [done] });
});

test('of a group each message is dealt with as it stands', () => {
  const messages = ['missing', 'mine', 'theirs'].map((uuid) => ({ uuid, msg: uuid }));
  const group = { id: 'g', at: 94_000, messages };
  const recorded = new Map(
    ['mine', 'theirs'].map((uuid) => [
      uuid,
      { uuid, msg: uuid, instance: uuid === 'mine' ? 'me' : 'other', at: 94_000 },
    ]),
  );
  expect(
    planRelay({ overdue: [group], recorded, instance: 'me', isShown: () => true, nowMs, leaseMs }),
  ).toEqual({
    missing: [{ group, messages: [{ uuid: 'missing', msg: 'missing' }] }],
    unshown: [],
    done: [{ groupId: 'g', uuids: ['mine'] }],
  });
});
