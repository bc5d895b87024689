import type { Metric } from './metrics.ts';

/**
 * Whether the partitions have come to rest: every member knows the same partition table and as many members as there
 * are, and no migration is planned or waiting. A member may then die without taking anything with it that has a backup. A member that
 * is alone is as safe as it gets: there are no backups to wait for.
 */
export function isClusterSafe(members: readonly (readonly Metric[])[]): boolean {
  const stateStamp = members[0] && partitions(members[0], 'stateStamp');
  return (
    stateStamp !== undefined &&
    members.every((metrics) => {
      const planned = partitions(metrics, 'plannedMigrations') ?? 0;
      const completed = partitions(metrics, 'completedMigrations') ?? 0;
      return (
        partitions(metrics, 'stateStamp') === stateStamp &&
        // Of one that never shared partitions with another it stays 0.
        (members.length === 1 || partitions(metrics, 'memberGroupsSize') === members.length) &&
        partitions(metrics, 'migrationQueueSize') === 0 &&
        // Only the master plans; the others count what they took part in.
        planned <= completed
      );
    })
  );
}

function partitions(metrics: readonly Metric[], name: string): number | undefined {
  return metrics.find((metric) => metric.prefix === 'partitions' && metric.name === name)?.value;
}
