import type { Socket } from 'node:net';
import type { Cut, LinkEnd, LinkStatus, Slowdown } from '../../../protocol/links.ts';
import { memberPortOf } from '../../../topology/member-ports.ts';
import type { MemberSpec } from '../../../topology/topology.ts';
import type { ClusterLinks } from '../../contract/cluster-links.ts';
import type { MemberLinks } from '../members/member-links.ts';
import { memberHost } from '../../../topology/settings-of.ts';
import { LinkProxy, type LinkProxyOptions } from './link-proxy.ts';
import { LinkTable } from './link-table.ts';
import { readClientName } from './client-name.ts';
import { memberFrom } from './plan-links.ts';

/** All clients that are not services, as one party of links. No member can have that name. */
export const clientsName = '(clients)';
/** distq's own, which look at both sides of a cut: they are never cut off. */
const observersName = '(distq)';

/**
 * The proxies before the members of a cluster. Members must be configured with the same links (`memberConfig`). See
 * docs/decisions/0024-cut-off-by-proxies.md.
 */
export class ProxiedLinks implements ClusterLinks {
  readonly #table: LinkTable;
  readonly #members: readonly string[];
  readonly #services: readonly string[];
  readonly #proxies: readonly LinkProxy[];

  readonly reachClients: boolean;
  /** Cuts of services from members that were not named themselves; healed with those that were. */
  #sides: { members: readonly string[]; pairs: readonly Pair[] }[] = [];

  private constructor({ table, members, services, reachClients }: Parties, proxies: readonly LinkProxy[]) {
    this.reachClients = reachClients;
    this.#table = table;
    this.#members = members;
    this.#services = services;
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
    const reachClients = [...links.values()].some(({ clientPort }) => clientPort !== undefined);
    const clients = reachClients ? [...services, clientsName, observersName] : [];
    const parties = { table: new LinkTable(members, clients), members, services, reachClients };
    const wanted = specs.flatMap((spec) => proxiesBefore(spec, links, parties));
    const opened = await Promise.allSettled(wanted.map((options) => LinkProxy.listen(options)));
    const proxies = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const failed = opened.find((result) => result.status === 'rejected');
    if (failed === undefined) return new ProxiedLinks(parties, proxies);
    await Promise.all(proxies.map((proxy) => proxy.close()));
    throw failed.reason;
  }

  /**
   * Cuts some members off; among themselves they are not cut off. What is sent on open connections waits.
   * @throws RangeError for an unknown name, and for clients without proxies
   */
  isolate(
    members: readonly string[],
    { from, way = 'both', newConnections = 'reset', with: joined = [] }: Partial<Cut> = {},
  ): void {
    const sides = this.#sidesOf(members, joined);
    if (sides.length > 0) this.#sides.push({ members, pairs: sides });
    for (const [inside, outside] of [...this.#border(members, from), ...sides]) {
      if (way !== 'in') this.#table.cut(inside, outside, newConnections, Date.now());
      if (way !== 'out') this.#table.cut(outside, inside, newConnections, Date.now());
    }
  }

  /**
   * Slows down, in both directions, what passes between some members and others.
   * @throws RangeError for an unknown name, and for clients without proxies
   */
  slow(members: readonly string[], { from, ...slowness }: Slowdown): void {
    for (const [inside, outside] of this.#border(members, from)) {
      this.#table.slow(inside, outside, slowness);
      this.#table.slow(outside, inside, slowness);
    }
  }

  /** Ends every cut and slowness of some members; what waited is sent. Names of others are ignored. */
  heal(members: readonly string[] = this.#members): void {
    const isTheirs = (names: readonly string[]): boolean => names.some((name) => members.includes(name));
    for (const { from, to } of this.#table.status()) if (isTheirs([from, to])) this.#table.heal(from, to);
    const healed = this.#sides.filter((side) => isTheirs(side.members));
    this.#sides = this.#sides.filter((side) => !healed.includes(side));
    for (const [one, other] of healed.flatMap(({ pairs }) => pairs)) {
      this.#table.heal(one, other);
      this.#table.heal(other, one);
    }
  }

  /** Every directed pair of members, and each of a member and a client that is or was cut or slow. */
  status(): LinkStatus[] {
    const isMember = (name: string): boolean => this.#members.includes(name);
    return this.#table
      .status()
      .filter(
        ({ from, to, cut, slow, bytesHeldBack, connectionsStopped }) =>
          (isMember(from) && isMember(to)) ||
          cut !== undefined ||
          slow !== undefined ||
          bytesHeldBack + connectionsStopped > 0,
      );
  }

  async close(): Promise<void> {
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
  }

  #border(members: readonly string[], from: LinkEnd = 'members'): Pair[] {
    const others = this.#members.filter((name) => !members.includes(name));
    const clients = [...this.#services, clientsName];
    return pairsOf(members, [...(from === 'clients' ? [] : others), ...(from === 'members' ? [] : clients)]);
  }

  /** Of members and services on different sides: these members with the joined services, and all others. */
  #sidesOf(members: readonly string[], joined: readonly string[]): Pair[] {
    if (joined.length === 0) return [];
    const others = this.#members.filter((name) => !members.includes(name));
    const apart = this.#services.filter((name) => !joined.includes(name));
    return [...pairsOf(members, apart), ...pairsOf(others, joined)];
  }
}

interface Parties {
  table: LinkTable;
  members: readonly string[];
  services: readonly string[];
  reachClients: boolean;
}

type Pair = readonly [string, string];

function pairsOf(ones: readonly string[], others: readonly string[]): Pair[] {
  return ones.flatMap((one) => others.map((other): Pair => [one, other]));
}

/** The party to which a client belongs: a service's second client has its name and more. */
function partyOf(client: string | undefined, services: readonly string[]): string {
  if (client?.startsWith('distq-') === true) return observersName;
  const isOf = (service: string): boolean => client === service || client?.startsWith(`${service}-`) === true;
  return services.find(isOf) ?? clientsName;
}

function proxiesBefore(
  member: MemberSpec,
  links: MemberLinks,
  { table, services }: Parties,
): LinkProxyOptions[] {
  const common = { host: memberHost, to: member.name, table };
  const { proxyPort = 0, clientPort } = links.get(member.name) ?? {};
  const forMembers = {
    ...common,
    port: proxyPort,
    target: { host: memberHost, port: memberPortOf(member) },
    callerOf: ({ remotePort = 0 }: Socket) => memberFrom(links, remotePort),
  };
  if (clientPort === undefined) return [forMembers];
  const forClients = {
    ...common,
    port: member.port,
    target: { host: memberHost, port: clientPort },
    callerOf: async (socket: Socket) => partyOf(await readClientName(socket), services),
  };
  return [forMembers, forClients];
}
