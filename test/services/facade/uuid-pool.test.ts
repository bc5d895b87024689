import { v4, validate, version } from 'uuid';
import { expect, test } from 'vitest';
import { UuidPool } from '../../../src/services/facade/uuid-pool.ts';
import { isGroupUuid } from '../../../src/protocol/uuid.ts';

const partitions = 31;
/** As even as Hazelcast's own. */
const partitionOf = (uuid: string): number => Number.parseInt(uuid.slice(0, 8), 16) % partitions;

function partitionsOf(uuids: readonly string[]): number[] {
  return [...new Set(uuids.map(partitionOf))];
}

/** A pool that is stocked to the full. */
function stockedPool(): UuidPool {
  const pool = new UuidPool({ newUuid: v4, partitionOf });
  for (let time = 0; time < 100; time += 1) pool.take(64);
  return pool;
}

test('uuids of a group are in one partition or two', () => {
  const pool = stockedPool();
  for (let time = 0; time < 100; time += 1) expect(partitionsOf(pool.take(100)).length).toBeLessThan(3);
});

test('many groups use every partition', () => {
  const pool = stockedPool();
  const uuids = Array.from({ length: 500 }, () => pool.take(32)).flat();
  expect(partitionsOf(uuids)).toHaveLength(partitions);
});

test('no uuid is given twice, whatever the sizes', () => {
  const pool = new UuidPool({ newUuid: v4, partitionOf });
  const sizes = [0, 1, 2, 5_000, 1, 3, 1_000, 1_000, 1_000, 1_000, 1_000, 50];
  const groups = sizes.map((size) => pool.take(size));
  expect(groups.map(({ length }) => length)).toEqual(sizes);
  expect(new Set(groups.flat()).size).toBe(groups.flat().length);
});

test('a uuid shows whether it was made for a group', () => {
  const pool = stockedPool();
  expect([...pool.take(1), ...pool.take(2)].map(isGroupUuid)).toEqual([false, true, true]);
  expect(pool.take(2).every((uuid) => validate(uuid) && version(uuid) === 8)).toBe(true);
});

test('single uuids are spread over the partitions', () => {
  const pool = stockedPool();
  const uuids = Array.from({ length: 1_000 }, () => pool.take(1)).flat();
  expect(partitionsOf(uuids)).toHaveLength(partitions);
});
