import type { ClusterLinks } from '../../broker/contract/cluster-links.ts';
import { queueOwner } from '../../broker/queue-owner.ts';
import type { LinksResult } from '../../control/contract.ts';
import type { Cut, LinkEnd, Slowdown } from '../../protocol/links.ts';
import { UsageError } from '../../foundation/errors/errors.ts';
import type { ClusterWatch } from './cluster-watch.ts';
import { assertMember } from './killable.ts';
import { noOwner } from './no-owner.ts';

interface Linked {
  /** Names of all service instances. */
  services: readonly string[];
  links: ClusterLinks | undefined;
  /** Member name to host:port. */
  addresses: ReadonlyMap<string, string>;
  watch: Pick<ClusterWatch, 'peek'>;
}

/** Of the change of links. */
interface LinkChange {
  command: 'isolate' | 'slow';
  /** The other end. */
  from: LinkEnd;
  /** Service instances on the side of the members. */
  joined?: readonly string[];
  apply: (links: ClusterLinks, members: readonly string[]) => void | Promise<void>;
}

/**
 * Changes what passes between members and all others.
 * @param named none: the owner of the queue at this moment
 * @throws UsageError for an unknown name, for all members at once where they are cut off from members, and for what the
 * links cannot do; NotReadyError if no owner is known, or it failed
 */
export async function changeLinks(
  { links, addresses, services, watch }: Linked,
  named: readonly string[],
  { command, from, joined = [], apply }: LinkChange,
): Promise<LinksResult> {
  const linked = requireLinks(links);
  for (const name of named) assertMember(name, [...addresses.keys()]);
  for (const name of joined) assertService(name, services);
  const members = named.length > 0 ? [...new Set(named)] : [await ownerOf(watch, addresses, command)];
  if (members.length === addresses.size && from !== 'clients')
    throw new UsageError('every member is named, so there is no other to cut off from', {
      hint: 'leave out at least one member, or cut them off from clients: --from clients',
    });
  await apply(linked, members);
  const result = resultOf(linked, members);
  return {
    ...result,
    links: result.links.filter(({ cut, slow }) => cut !== undefined || slow !== undefined),
  };
}

/** Cuts members off. @throws as `changeLinks` */
export function isolateMembers(linked: Linked, named: readonly string[], cut: Cut): Promise<LinksResult> {
  return changeLinks(linked, named, {
    command: 'isolate',
    from: cut.from,
    joined: cut.with,
    apply: (links, members) => links.isolate(members, cut),
  });
}

/** Slows down the links of members. @throws as `changeLinks` */
export function slowMembers(
  linked: Linked,
  named: readonly string[],
  slowdown: Slowdown,
): Promise<LinksResult> {
  return changeLinks(linked, named, {
    command: 'slow',
    from: slowdown.from,
    apply: (links, members) => links.slow(members, slowdown),
  });
}

/**
 * Ends cuts and slowdowns.
 * @param named none: of all members
 * @throws UsageError for an unknown name, and where members have no links; NotReadyError if it failed
 */
export async function healLinks(
  { links, addresses }: Pick<Linked, 'links' | 'addresses'>,
  named: readonly string[],
): Promise<LinksResult> {
  const linked = requireLinks(links);
  for (const name of named) assertMember(name, [...addresses.keys()]);
  const members = named.length > 0 ? [...new Set(named)] : [...addresses.keys()];
  await linked.heal(members);
  return resultOf(linked, members);
}

function resultOf(links: ClusterLinks, members: readonly string[]): LinksResult {
  const inside = new Set(members);
  const theirs = links.status().filter(({ from, to }) => inside.has(from) || inside.has(to));
  return { members: [...members], at: new Date().toISOString(), links: theirs };
}

function requireLinks(links: ClusterLinks | undefined): ClusterLinks {
  if (links !== undefined) return links;
  throw new UsageError('the members of this session cannot be cut off from each other', {
    hint: 'start it for that: distq up --links members, or `links: members` of the cluster in the topology',
  });
}

function assertService(name: string, services: readonly string[]): void {
  if (services.includes(name)) return;
  throw new UsageError(`no service instance is called "${name}"`, {
    hint: `the instances are: ${services.join(', ')}`,
  });
}

async function ownerOf(
  watch: Pick<ClusterWatch, 'peek'>,
  addresses: ReadonlyMap<string, string>,
  command: string,
): Promise<string> {
  const observer = watch.peek();
  const owner = observer === undefined ? null : await queueOwner({ observer, addresses });
  if (owner !== null) return owner;
  throw noOwner(observer, command);
}
