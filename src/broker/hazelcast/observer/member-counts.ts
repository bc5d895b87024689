import type { MemberCounts } from '../../contract/cluster-observer.ts';
import type { Metric } from './metrics.ts';

/** Owned and backup items of the queue and entries of the map on the member that measured this. */
export function memberCounts(metrics: readonly Metric[], mapName: string, queueName: string): MemberCounts {
  const read = (prefix: string, structure: string, name: string): number =>
    // A member that never held any of a structure measures nothing of it.
    metrics.find(
      (metric) =>
        metric.prefix === prefix &&
        metric.name === name &&
        metric.discriminator?.key === 'name' &&
        metric.discriminator.value === structure,
    )?.value ?? 0;
  return {
    queue: {
      owned: read('queue', queueName, 'ownedItemCount'),
      backup: read('queue', queueName, 'backupItemCount'),
    },
    map: {
      owned: read('map', mapName, 'ownedEntryCount'),
      backup: read('map', mapName, 'backupEntryCount'),
    },
  };
}
