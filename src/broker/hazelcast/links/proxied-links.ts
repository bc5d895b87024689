import type { Cut, LinkEnd, LinkStatus, Slowdown } from '../../../protocol/links.ts';
import { memberPortOf } from '../../../topology/member-ports.ts';
import type { MemberSpec } from '../../../topology/topology.ts';
import type { ClusterLinks } from '../../contract/cluster-links.ts';
import type { MemberLinks } from '../members/member-links.ts';
import { memberHost } from '../../../topology/settings-of.ts';
import { allClients, clientParties, clientProxy, refuseDrop, requireClientProxies } from './clients.ts';
import type { LinkProxy, LinkProxyOptions } from './link-proxy.ts';
import { LinkTable } from './link-table.ts';
import { openProxies } from './open-proxies.ts';
import { memberFrom } from './plan-links.ts';
import { ServiceSides, pairsOf, without, type Pair } from './service-sides.ts';

/**
 * The proxies before the members of a cluster. Members must be configured with the same links (`memberConfig`). See
 * docs/decisions/0024-cut-off-by-proxies.md.
 */
export class ProxiedLinks implements ClusterLinks {
  readonly #parties: Parties;
  readonly #sides: ServiceSides;
  readonly #proxies: readonly LinkProxy[];

  private constructor(parties: Parties, proxies: readonly LinkProxy[]) {
    this.#parties = parties;
    this.#sides = new ServiceSides(parties);
    this.#proxies = proxies;
  }

  /**
   * Listens before every member, which need not run yet.
   * @param services names of the instances that are clients
   * @throws what the operating system answers if a port cannot be had
   */
  static async open(
    specs: readonly MemberSpec[],
    links: MemberLinks,
    services: readonly string[] = [],
  ): Promise<ProxiedLinks> {
    const members = specs.map(({ name }) => name);
    const hasClients = [...links.values()].some(({ clientPort }) => clientPort !== undefined);
    const table = new LinkTable(members, hasClients ? allClients(services) : []);
    const parties = { table, members, services, hasClients };
    const wanted = specs.flatMap((spec) => proxiesBefore(spec, links, parties));
    return new ProxiedLinks(parties, await openProxies(wanted));
  }

  /**
   * Cuts some members off; among themselves they are not cut off. What is sent on open connections waits.
   * @throws RangeError for an unknown name; UsageError for `drop`, and for clients without proxies
   */
  isolate(
    members: readonly string[],
    { from, way = 'both', newConnections = 'reset', with: joined = [] }: Partial<Cut> = {},
  ): void {
    refuseDrop(newConnections);
    requireClientProxies({ from, with: joined }, this.#parties.hasClients);
    for (const [inside, outside] of [...this.#border(members, from), ...this.#sides.join(members, joined)]) {
      if (way !== 'in') this.#parties.table.cut(inside, outside, newConnections, Date.now());
      if (way !== 'out') this.#parties.table.cut(outside, inside, newConnections, Date.now());
    }
  }

  /**
   * Slows down, in both directions, what passes between some members and others.
   * @throws RangeError for an unknown name; UsageError for clients without proxies
   */
  slow(members: readonly string[], { from, ...slowness }: Slowdown): void {
    requireClientProxies({ from }, this.#parties.hasClients);
    for (const [inside, outside] of this.#border(members, from)) {
      this.#parties.table.slow(inside, outside, slowness);
      this.#parties.table.slow(outside, inside, slowness);
    }
  }

  /** Ends every cut and slowness of some members; what waited is sent. Names of others are ignored. */
  heal(members: readonly string[] = this.#parties.members): void {
    const { table } = this.#parties;
    for (const { from, to } of table.status())
      if (members.includes(from) || members.includes(to)) table.heal(from, to);
    this.#sides.heal(members);
  }

  /** Every directed pair of members, and each of a member and a client that is or was cut or slow. */
  status(): LinkStatus[] {
    const { table, members } = this.#parties;
    return table
      .status()
      .filter((link) => (members.includes(link.from) && members.includes(link.to)) || isTouched(link));
  }

  async close(): Promise<void> {
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
  }

  #border(members: readonly string[], from: LinkEnd = 'members'): Pair[] {
    const { members: all, services } = this.#parties;
    const others = from === 'clients' ? [] : without(all, members);
    const clients = from === 'members' ? [] : clientParties(services);
    return pairsOf(members, [...others, ...clients]);
  }
}

interface Parties {
  table: LinkTable;
  members: readonly string[];
  services: readonly string[];
  /** Whether clients use proxies. */
  hasClients: boolean;
}

/** Whether a link is or was cut or slow. */
export function isTouched({ cut, slow, bytesHeldBack = 0, connectionsStopped = 0 }: LinkStatus): boolean {
  return cut !== undefined || slow !== undefined || bytesHeldBack + connectionsStopped > 0;
}

function proxiesBefore(
  member: MemberSpec,
  links: MemberLinks,
  { table, services }: Parties,
): LinkProxyOptions[] {
  const { proxyPort = 0, clientPort } = links.get(member.name) ?? {};
  const forMembers: LinkProxyOptions = {
    host: memberHost,
    port: proxyPort,
    to: member.name,
    table,
    target: { host: memberHost, port: memberPortOf(member) },
    callerOf: ({ remotePort = 0 }) => memberFrom(links, remotePort),
  };
  if (clientPort === undefined) return [forMembers];
  return [forMembers, clientProxy(member, { port: clientPort, services, table })];
}
