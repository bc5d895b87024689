import { UsageError } from '../foundation/errors/errors.ts';
import { topologySchema, type Topology } from './topology.ts';

export const managementCenterName = 'management-center';
/** Its usual port, unless a free one is used. */
export const managementCenterPort = 8008;

/** It starts slowly: a large Java program with its own database. */
const readyTimeoutMs = 120_000;

/**
 * The topology with Management Center as one more service that depends on the cluster.
 * @param command runs it in the foreground
 * @throws UsageError if the topology has a service of that name
 */
export function addManagementCenter(topology: Topology, port: number, command: string[]): Topology {
  if (topology.services[managementCenterName] !== undefined)
    throw new UsageError(`topology ${topology.name} has a service ${managementCenterName} of its own`, {
      hint: 'leave out --management-center',
    });
  const service = {
    command,
    ports: [port],
    dependsOn: ['cluster'],
    ready: { http: '/' },
    readyTimeoutMs,
    restart: { policy: 'never' },
  };
  return topologySchema.parse({
    ...topology,
    services: { ...topology.services, [managementCenterName]: service },
  });
}
