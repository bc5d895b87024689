import type { Cut, Slowdown } from '../../protocol/links.ts';

/**
 * Why members in containers cannot be cut off like that by their network; undefined: they can. Clients reach them
 * through proxies, which can do it all.
 * @param members how many are cut off together
 */
export function whyNoNetworkCut(
  { from = 'members', way = 'both', newConnections = 'drop' }: Partial<Cut>,
  members: number,
): string | undefined {
  if (from === 'clients') return undefined;
  if (way !== 'both') return `a network of containers cannot be cut in one direction (${way})`;
  if (newConnections !== 'drop')
    return `a network of containers drops new connections, and cannot ${newConnections} them`;
  // They leave the network that all members share.
  if (members > 1) return 'members in containers that are cut off together would not stay connected';
  return undefined;
}

/** Why the links of members in containers cannot be slowed down; undefined: they can. */
export function whyNoNetworkSlowdown({ from }: Pick<Slowdown, 'from'>): string | undefined {
  return from === 'clients' ? undefined : 'a network of containers cannot be slowed down';
}
