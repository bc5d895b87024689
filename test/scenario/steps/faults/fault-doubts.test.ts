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
  const uuid = '7078b20f-486a-4c3d-ab1e-da3e2429493b';
  const left = `INFO TransactionManagerService Committing/rolling-back live transactions of [127.0.0.1]:5702, UUID: ${uuid}`;
  const removed = `INFO PartitionStateManagerImpl Storing snapshot of partition assignments while removing UUID ${uuid}`;

  test('was graceful if no member had to remove it from the partition table', () => {
    expect(shutdownDoubts('graceful', 'one', [left, left])).toEqual([]);
    expect(shutdownDoubts('terminate', 'one', [left])).toEqual([
      'one handed its partitions over before it left',
    ]);
  });

  test('was abrupt if one had to', () => {
    expect(shutdownDoubts('terminate', 'one', [removed, left])).toEqual([]);
    expect(shutdownDoubts('graceful', 'one', [left, removed])).toEqual([
      'one still had partitions when it left: it did not hand them over',
    ]);
  });

  test('is not known if no member logged that it left', () => {
    const doubt = ['no other member logged how one left'];
    expect(shutdownDoubts('graceful', 'one', [])).toEqual(doubt);
    expect(shutdownDoubts('terminate', 'one', [removed])).toEqual(doubt);
  });
});
