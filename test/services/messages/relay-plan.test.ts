import { expect, test } from 'vitest';
import { overdueBefore, planRelay } from '../../../src/services/messages/relay-plan.ts';

const nowMs = 100_000;
const leaseMs = 5_000;

test.each([
  ['an empty queue: whatever is older than the lease', 'empty', 95_000],
  ['a young head: the lease', { pendedAtMs: 99_000 }, 95_000],
  ['an old head: what was pended before it', { pendedAtMs: 50_000 }, 49_000],
  ['a head that tells nothing: what is very old', { pendedAtMs: undefined }, 70_000],
] as const)('%s', (_, head, before) => {
  expect(overdueBefore({ nowMs, leaseMs, head })).toBe(before);
});

function plan(at: number, recordedBy?: string, shown = false) {
  const entry = { instance: recordedBy ?? '', at, msg: 'm' };
  return planRelay({
    overdue: [{ uuid: 'u', at, msg: 'm' }],
    recorded: new Map(recordedBy === undefined ? [] : [['u', entry]]),
    instance: 'me',
    isShown: () => shown,
    nowMs,
    leaseMs,
  });
}

test('what nobody recorded is missing', () => {
  expect(plan(1)).toEqual({ missing: [{ uuid: 'u', at: 1, msg: 'm' }], unshown: [], done: [] });
});

test('what is shown here is done', () => {
  expect(plan(94_000, 'me', true)).toEqual({ missing: [], unshown: [], done: ['u'] });
});

test('what was recorded for this instance and is not shown is shown', () => {
  const entry = { instance: 'me', at: 94_000, msg: 'm' };
  expect(plan(94_000, 'me')).toEqual({ missing: [], unshown: [{ uuid: 'u', entry }], done: ['u'] });
});

test("another one's entry is left to it for six leases", () => {
  expect(plan(71_000, 'other')).toEqual({ missing: [], unshown: [], done: [] });
  expect(plan(69_000, 'other')).toEqual({ missing: [], unshown: [], done: ['u'] });
});
