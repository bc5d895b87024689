import { managementCenterPort } from './management-center.ts';
import { memberPortOf } from './member-ports.ts';
import { instancesOf } from './order.ts';
import type { Topology } from './topology.ts';

/** Management Center listens on two ports, the second for its health check. */
const besideManagementCenter = managementCenterPort + 2;

/**
 * The port of the live page; 0: a free one, because a part of the topology has its port; undefined: there is no page.
 * @param hasManagementCenter it takes its usual ports, and the page moves aside
 */
export function pagePortOf(topology: Topology, hasManagementCenter: boolean): number | undefined {
  const { page, cluster } = topology;
  if (page === false) return undefined;
  const isTaken = page.port >= managementCenterPort && page.port < besideManagementCenter;
  const port = hasManagementCenter && isTaken ? besideManagementCenter : page.port;
  const others = [
    ...instancesOf(topology).map((instance) => instance.port),
    ...cluster.members.flatMap((member) => [member.port, memberPortOf(member)]),
  ];
  return others.includes(port) ? 0 : port;
}
