import type { MemberSpec } from './topology.ts';

/** By default a member listens for the other members this far above its port for clients. */
export const memberPortOffset = 100;

/** The port on which a member that is a process of this machine listens for the other members. */
export function memberPortOf({ port, memberPort }: Pick<MemberSpec, 'port' | 'memberPort'>): number {
  return memberPort ?? port + memberPortOffset;
}
