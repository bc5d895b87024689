import type { ServiceSpec, Topology } from '../topology/schema.ts';
import { UsageError } from '../shared/errors.ts';
import type { Scenario } from './schema.ts';

/**
 * The topology as the scenario wants it.
 * @throws UsageError if it arms a crash point in a service that is not there.
 */
export function changeTopology(topology: Topology, change: Scenario['change']): Topology {
  const { cluster, services } = topology;
  for (const name of Object.keys(change.crashPoints ?? {}))
    if (services[name] === undefined)
      throw new UsageError(`no service "${name}" to crash`, {
        hint: `services of ${topology.name}: ${Object.keys(services).join(', ')}`,
      });
  return {
    ...topology,
    delivery: change.delivery ?? topology.delivery,
    services: Object.fromEntries(
      Object.entries(services).map(([name, spec]) => [name, changeService(name, spec, change)]),
    ),
    cluster: {
      ...cluster,
      shutdown: change.shutdown ?? cluster.shutdown,
      map: { ...cluster.map, backups: change.mapBackups ?? cluster.map.backups },
      queue: {
        ...cluster.queue,
        backups: change.queueBackups ?? cluster.queue.backups,
        maxSize: change.queueMaxSize ?? cluster.queue.maxSize,
      },
    },
  };
}

function changeService(
  name: string,
  spec: ServiceSpec,
  { crashPoints, leaseMs }: Scenario['change'],
): ServiceSpec {
  const point = crashPoints?.[name];
  return {
    ...spec,
    env: {
      ...spec.env,
      ...(point === undefined ? {} : { DISTQ_CRASH_POINT: point }),
      ...(leaseMs === undefined ? {} : { DISTQ_LEASE_MS: String(leaseMs) }),
    },
  };
}
