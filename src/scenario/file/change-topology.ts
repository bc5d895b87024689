import type { ServiceSpec, Topology } from '../../topology/topology.ts';
import type { Scenario } from './scenario.ts';

/** The topology with the changes of a scenario. */
export function changeTopology(topology: Topology, change: Scenario['change']): Topology {
  const { cluster, services } = topology;
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
  { crashPoints = {}, leaseMs }: Scenario['change'],
): ServiceSpec {
  // A service may be named like a property of every object: constructor.
  const point = Object.hasOwn(crashPoints, name) ? crashPoints[name] : undefined;
  return {
    ...spec,
    env: {
      ...spec.env,
      ...(point === undefined ? {} : { DISTQ_CRASH_POINT: point }),
      ...(leaseMs === undefined ? {} : { DISTQ_LEASE_MS: String(leaseMs) }),
    },
  };
}
