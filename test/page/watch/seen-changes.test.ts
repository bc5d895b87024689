import { expect, test } from 'vitest';
import { isolatedMembers } from '../../../src/page/watch/isolated-members.ts';
import { perSecond } from '../../../src/page/watch/per-second.ts';
import { stateEvent } from '../../../src/page/watch/state-event.ts';

const cut = { newConnections: 'reset', sinceMs: 0 } as const;
const posts = { posted: 0, acknowledged: 0, refused: 0, indeterminate: 0 };

test('the member that is cut off from all others is isolated, not each other one', () => {
  const links = [
    { from: 'a', to: 'b', cut },
    { from: 'c', to: 'a', cut },
    { from: 'b', to: 'c' },
  ];
  expect([...isolatedMembers(['a', 'b', 'c'], links)]).toEqual(['a']);
  expect([...isolatedMembers(['a', 'b', 'c'], links.slice(1))]).toEqual([]);
  expect([...isolatedMembers(['a'], [])]).toEqual([]);
});

test('rates are per second, and unknown after a count began again', () => {
  const before = { atMs: 1_000, posts, logged: 10, received: 10 };
  const now = { atMs: 1_500, posts: { ...posts, acknowledged: 3 }, logged: 20, received: 4 };
  expect(perSecond(before, now)).toEqual({
    postedPerSecond: 6,
    refusedPerSecond: 0,
    loggedPerSecond: 20,
    receivedPerSecond: null,
  });
  expect(perSecond(undefined, now).loggedPerSecond).toBeNull();
});

test.each([
  ['ready', 'stopping', 'sent SIGKILL', 'kill'],
  ['ready', 'stopping', null, null],
  ['stopping', 'exited', 'signal SIGKILL', null],
  ['ready', 'exited', 'exit code 1', 'exit'],
  ['exited', 'exited', 'left running: 12', null],
  ['starting', 'ready', null, null],
] as const)('from %s to %s (%s) is the fault %s', (from, to, reason, fault) => {
  const change = { at: '2026-01-01T00:00:00.000Z', name: 'a', from, to, reason, generation: 1, pid: null };
  expect(stateEvent(change).fault).toBe(fault);
});
