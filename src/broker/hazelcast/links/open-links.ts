import type { RuntimeOptions } from '../../contract/cluster-runtime.ts';
import type { MemberSpec } from '../../../topology/topology.ts';
import type { MemberLinks } from '../members/member-links.ts';
import { linkPortCount, planLinks, type LinkWish } from './plan-links.ts';
import { ProxiedLinks } from './proxied-links.ts';

/** Links that are open, and how members are configured for them. */
export interface OpenLinks {
  planned: MemberLinks;
  proxied: ProxiedLinks;
}

/**
 * Opens the links between members, on free ports.
 * @param services names of the instances that are clients
 * @throws MachineLacksError if there are not enough of them
 */
export async function openLinks(
  members: readonly MemberSpec[],
  wish: LinkWish,
  services: readonly string[],
  reservePorts: RuntimeOptions['reservePorts'],
): Promise<OpenLinks> {
  if (reservePorts === undefined) throw new Error('links need ports, and nobody reserves them');
  const ports = await reservePorts(linkPortCount(members.length, wish));
  const planned = planLinks(
    members.map(({ name }) => name),
    ports,
    wish,
  );
  return { planned, proxied: await ProxiedLinks.open(members, planned, services) };
}
