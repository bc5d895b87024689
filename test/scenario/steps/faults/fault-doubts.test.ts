import { describe, expect, test } from 'vitest';
import { roleDoubts, shutdownDoubts } from '../../../../src/scenario/steps/faults/fault-doubts.ts';

function doubtsOf(
  role: 'queue-owner' | 'not-queue-owner',
  ownerBefore: string | null,
  ownerAfter: string | null,
) {
  return roleDoubts(role, 'one', { ownerBefore, ownerAfter }, true);
}

describe('the owner of the queue', () => {
  test('was one before, and another member is afterwards', () => {
    expect(doubtsOf('queue-owner', 'one', 'two')).toEqual([]);
  });

  test.each([
    ['two', 'two'],
    [null, 'two'],
    ['one', null],
    ['one', 'one'],
  ])('is in doubt where %s owned it before and %s afterwards', (before, after) => {
    expect(doubtsOf('queue-owner', before, after)).toHaveLength(1);
  });

  test('has no successor where no other member runs', () => {
    expect(roleDoubts('queue-owner', 'one', { ownerBefore: 'one', ownerAfter: null }, false)).toEqual([]);
  });
});

describe('a member that does not own the queue', () => {
  test('is one where another owned it before, and the same one still does', () => {
    expect(doubtsOf('not-queue-owner', 'two', 'two')).toEqual([]);
  });

  test.each([
    [null, null, 'the queue owner before the kill is not known'],
    [null, 'two', 'the queue owner before the kill is not known'],
    ['one', 'two', 'one owned the queue when it was killed'],
    ['two', null, 'the queue owner after the kill is not known'],
    ['two', 'three', 'the owner of the queue changed from two to three'],
  ])('is in doubt where %s owned it before and %s afterwards', (before, after, doubt) => {
    expect(doubtsOf('not-queue-owner', before, after)).toEqual([doubt]);
  });
});

describe('how a member left', () => {
  test.each(['graceful', 'terminate'] as const)('is in doubt if nobody logged it (%s)', (policy) => {
    expect(shutdownDoubts(policy, 'one', undefined)).toEqual(['no other member logged how one left']);
  });

  test('agrees with its policy', () => {
    expect(shutdownDoubts('graceful', 'one', 'graceful')).toEqual([]);
    expect(shutdownDoubts('terminate', 'one', 'abrupt')).toEqual([]);
  });

  test('is in doubt where it left in the other way', () => {
    expect(shutdownDoubts('graceful', 'one', 'abrupt')).toEqual([
      'one did not hand over its partitions before it left',
    ]);
    expect(shutdownDoubts('terminate', 'one', 'graceful')).toEqual([
      'one handed over its partitions before it left',
    ]);
  });
});
