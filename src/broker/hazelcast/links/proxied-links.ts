import type { Cut, LinkEnd, LinkStatus, Slowdown } from '../../../protocol/links.ts';
import { memberPortOf } from '../../../topology/member-ports.ts';
import type { MemberSpec } from '../../../topology/topology.ts';
import type { ClusterLinks } from '../../contract/cluster-links.ts';
import type { MemberLinks } from '../members/member-links.ts';
import { memberHost } from '../../../topology/settings-of.ts';
import { clientProxy, clientsName, refuseDrop, requireClientProxies } from './clients.ts';
import type { LinkProxy, LinkProxyOptions } from './link-proxy.ts';
import { LinkTable } from './link-table.ts';
import { openProxies } from './open-proxies.ts';
import { memberFrom } from './plan-links.ts';

/**
 * The proxies before the members of a cluster. Members must be configured with the same links (`memberConfig`). See
 * docs/decisions/0024-cut-off-by-proxies.md.
 */
export class ProxiedLinks implements ClusterLinks {
  readonly #table: LinkTable;
  readonly #members: readonly string[];
  readonly #clients: boolean;
  readonly #proxies: readonly LinkProxy[];

  private constructor(
    table: LinkTable,
    { members, clients }: { members: readonly string[]; clients: boolean },
    proxies: readonly LinkProxy[],
  ) {
    this.#table = table;
    this.#members = members;
    this.#clients = clients;
    this.#proxies = proxies;
  }

  /**
   * Listens before every member, which need not run yet.
   * @throws what the operating system answers if a port cannot be had
   */
  static async open(members: readonly MemberSpec[], links: MemberLinks): Promise<ProxiedLinks> {
    const names = members.map(({ name }) => name);
    const clients = [...links.values()].some(({ clientPort }) => clientPort !== undefined);
    const table = new LinkTable(clients ? [...names, clientsName] : names);
    const wanted = members.flatMap((member) => proxiesBefore(member, links, table));
    return new ProxiedLinks(table, { members: names, clients }, await openProxies(wanted));
  }

  /**
   * Cuts some members off; among themselves they are not cut off. What is sent on open connections waits.
   * @throws RangeError for an unknown name; UsageError for clients without proxies, and for `drop`
   */
  isolate(
    members: readonly string[],
    { from, way = 'both', newConnections = 'reset' }: Partial<Cut> = {},
  ): void {
    refuseDrop(newConnections);
    for (const [inside, outside] of this.#border(members, from)) {
      if (way !== 'in') this.#table.cut(inside, outside, newConnections, Date.now());
      if (way !== 'out') this.#table.cut(outside, inside, newConnections, Date.now());
    }
  }

  /**
   * Slows down, in both directions, what passes between some members and others.
   * @throws RangeError for an unknown name; UsageError for clients without proxies
   */
  slow(members: readonly string[], { from, ...slowness }: Slowdown): void {
    for (const [inside, outside] of this.#border(members, from)) {
      this.#table.slow(inside, outside, slowness);
      this.#table.slow(outside, inside, slowness);
    }
  }

  /** Ends every cut and slowness of some members; what waited is sent. Names of others are ignored. */
  heal(members: readonly string[] = this.#members): void {
    for (const { from, to } of this.#table.status())
      if (members.includes(from) || members.includes(to)) this.#table.heal(from, to);
  }

  /** Every directed pair of members, and of a member and the clients if they have proxies. */
  status(): LinkStatus[] {
    return this.#table.status();
  }

  async close(): Promise<void> {
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
  }

  #border(members: readonly string[], from: LinkEnd = 'members'): [string, string][] {
    requireClientProxies(from, this.#clients);
    const others = this.#members.filter((name) => !members.includes(name));
    const outside = [...(from === 'clients' ? [] : others), ...(from === 'members' ? [] : [clientsName])];
    return members.flatMap((inside) => outside.map((name): [string, string] => [inside, name]));
  }
}

function proxiesBefore(member: MemberSpec, links: MemberLinks, table: LinkTable): LinkProxyOptions[] {
  const { proxyPort = 0, clientPort } = links.get(member.name) ?? {};
  const forMembers = {
    host: memberHost,
    port: proxyPort,
    to: member.name,
    table,
    target: { host: memberHost, port: memberPortOf(member) },
    callerOf: (port: number) => memberFrom(links, port),
  };
  if (clientPort === undefined) return [forMembers];
  return [forMembers, clientProxy(member, clientPort, table)];
}
