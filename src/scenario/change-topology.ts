import type { Topology } from '../topology/schema.ts';
import type { Scenario } from './schema.ts';

/** The topology as the scenario wants it. */
export function changeTopology(topology: Topology, change: Scenario['change']): Topology {
  const { cluster } = topology;
  return {
    ...topology,
    delivery: change.delivery ?? topology.delivery,
    cluster: {
      ...cluster,
      map: { ...cluster.map, backups: change.mapBackups ?? cluster.map.backups },
      queue: {
        ...cluster.queue,
        backups: change.queueBackups ?? cluster.queue.backups,
        maxSize: change.queueMaxSize ?? cluster.queue.maxSize,
      },
    },
  };
}
