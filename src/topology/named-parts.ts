import type { NamedPart } from '../protocol/named-part.ts';
import { clusterName, instancesOf } from './order.ts';
import type { Topology } from './topology.ts';

/**
 * Every name that commands accept for parts of the topology; see `selectNames`.
 * @param ownsMembers false: the members are external, and no command may act on them
 */
export function namedParts(topology: Topology, { ownsMembers }: { ownsMembers: boolean }): NamedPart[] {
  const members = ownsMembers ? topology.cluster.members : [];
  const services = [...Object.keys(topology.services), ...(ownsMembers ? [clusterName] : [])];
  return [
    ...services.map((name) => ({ kind: 'service' as const, name })),
    ...instancesOf(topology).map(({ name }) => ({ kind: 'instance' as const, name })),
    ...members.map(({ name }) => ({ kind: 'member' as const, name })),
  ];
}
