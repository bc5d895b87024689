import { expect, test } from 'vitest';
import { isClusterSafe } from '../../../../src/broker/hazelcast/observer/cluster-safety.ts';
import type { Metric } from '../../../../src/broker/hazelcast/observer/metrics.ts';

const atRest = {
  stateStamp: 7,
  memberGroupsSize: 2,
  migrationQueueSize: 0,
  plannedMigrations: 0,
  completedMigrations: 0,
};

function member(changes: Partial<typeof atRest> = {}): Metric[] {
  return Object.entries({ ...atRest, ...changes }).map(([name, value]) => ({
    prefix: 'partitions',
    name,
    discriminator: undefined,
    value,
  }));
}

test('a cluster at rest is safe, also after migrations that the master planned and all completed', () => {
  expect(isClusterSafe([member(), member()])).toBe(true);
  expect(
    isClusterSafe([
      member({ plannedMigrations: 9, completedMigrations: 9 }),
      member({ completedMigrations: 9 }),
    ]),
  ).toBe(true);
});

test.each([
  ['partition tables that differ', member({ stateStamp: 8 })],
  ['a member that knows another number of members', member({ memberGroupsSize: 3 })],
  ['a migration that waits', member({ migrationQueueSize: 1 })],
  ['planned migrations that are not completed', member({ plannedMigrations: 5, completedMigrations: 4 })],
  ['a member without such metrics', []],
])('a cluster with %s is not safe', (_, second) => {
  expect(isClusterSafe([member(), second])).toBe(false);
});

test('a single member is safe once nothing migrates: it cannot have backups', () => {
  expect(isClusterSafe([member({ memberGroupsSize: 0 })])).toBe(true);
  expect(isClusterSafe([member({ memberGroupsSize: 1 })])).toBe(true);
  expect(isClusterSafe([member({ memberGroupsSize: 0, migrationQueueSize: 1 })])).toBe(false);
});

test('a cluster without members is not safe', () => {
  expect(isClusterSafe([])).toBe(false);
});
