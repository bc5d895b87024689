import { Sequence } from '../../../foundation/async/sequence.ts';
import { UsageError } from '../../../foundation/errors/errors.ts';
import type { Cut, LinkStatus, Slowdown } from '../../../protocol/links.ts';
import { whyNoNetworkCut, whyNoNetworkSlowdown } from '../../containers/network-limits.ts';
import type { ClusterLinks } from '../../contract/cluster-links.ts';
import { allClients, clientParties, refuseDrop, requireClientProxies } from '../links/clients.ts';
import { LinkTable } from '../links/link-table.ts';
import { isTouched } from '../links/proxied-links.ts';
import { ServiceSides, pairsOf } from '../links/service-sides.ts';

const asProcesses =
  'run the members as Java processes, whose links are proxies: distq up --runtime jvm --links members';

/** The network that the members share. Both may be repeated, and throw NotReadyError if it failed. */
interface SharedNetwork {
  /** Takes a member off the network. */
  leave: (member: string) => Promise<void>;
  /** Puts it back, at the same address. */
  join: (member: string) => Promise<void>;
}

/**
 * The links of members in containers. A member is cut off from the others by taking it off their network, and from
 * clients by a proxy. See docs/decisions/0026-containers-leave-their-network.md.
 */
export class ContainerLinks implements ClusterLinks {
  readonly #members: readonly string[];
  readonly #network: SharedNetwork;
  /** Names of the service instances; undefined: clients reach the members without proxies. */
  readonly #services: readonly string[] | undefined;
  readonly #sides: ServiceSides;
  /** Also of the proxies before the members, if clients have them. */
  readonly table: LinkTable;
  readonly #away = new Set<string>();
  readonly #changes = new Sequence();

  /** @param services instances that reach the members through proxies with the table of these links; undefined: there are no proxies */
  constructor(members: readonly string[], network: SharedNetwork, services: readonly string[] | undefined) {
    this.#members = members;
    this.#network = network;
    this.#services = services;
    this.table = new LinkTable(members, services === undefined ? [] : allClients(services));
    this.#sides = new ServiceSides({ members, services: services ?? [], table: this.table });
  }

  /**
   * Cuts one member off from the others, or any from clients.
   * @throws UsageError for what a network cannot do; NotReadyError if the engine does not do it
   */
  async isolate(members: readonly string[], cut: Partial<Cut> = {}): Promise<void> {
    const { from = 'members', way = 'both', newConnections, with: joined = [] } = cut;
    refuse(whyNoNetworkCut(cut, members.length), this.#insteadOf(members));
    requireClientProxies(cut, this.#services !== undefined);
    if (from !== 'members') refuseDrop(newConnections);
    const forClients = newConnections === undefined || newConnections === 'drop' ? 'reset' : newConnections;
    await this.#changes.run(async () => {
      if (from !== 'clients') for (const member of members) await this.#leave(member);
      const clients = from === 'members' ? [] : clientParties(this.#services ?? []);
      for (const [member, client] of [...pairsOf(members, clients), ...this.#sides.join(members, joined)]) {
        if (way !== 'in') this.table.cut(member, client, forClients, Date.now());
        if (way !== 'out') this.table.cut(client, member, forClients, Date.now());
      }
    });
  }

  /** Slows down what passes between members and clients. @throws UsageError for the links between members */
  async slow(members: readonly string[], { from, ...slowness }: Slowdown): Promise<void> {
    refuse(whyNoNetworkSlowdown({ from }), asProcesses);
    requireClientProxies({ from }, this.#services !== undefined);
    await this.#changes.run(() => {
      for (const [member, client] of pairsOf(members, clientParties(this.#services ?? []))) {
        this.table.slow(member, client, slowness);
        this.table.slow(client, member, slowness);
      }
      return Promise.resolve();
    });
  }

  /**
   * Puts members back on the network, and ends what was done to their links with clients. Their links to a member that
   * is still off the network stay cut.
   * @throws NotReadyError if the engine does not do it, after all others were healed
   */
  heal(members: readonly string[] = this.#members): Promise<void> {
    return this.#changes.run(async () => {
      const joined = await Promise.allSettled(members.map((member) => this.#join(member)));
      for (const { from, to } of this.table.status())
        if ((members.includes(from) || members.includes(to)) && !this.#away.has(from) && !this.#away.has(to))
          this.table.heal(from, to);
      this.#sides.heal(members);
      for (const result of joined) if (result.status === 'rejected') throw result.reason;
    });
  }

  /** Whether a member is off the network. */
  isAway(member: string): boolean {
    return this.#away.has(member);
  }

  /** The network between members counts nothing. */
  status(): LinkStatus[] {
    return this.table.status().flatMap((link) => {
      const { from, to, cut, slow } = link;
      if (this.#members.includes(from) && this.#members.includes(to)) return [{ from, to, cut, slow }];
      return isTouched(link) ? [link] : [];
    });
  }

  async #leave(member: string): Promise<void> {
    // Before it is known: an engine that answers too late may have done it, and then a heal must undo it.
    this.#away.add(member);
    await this.#network.leave(member);
    for (const other of this.#others([member])) {
      this.table.cut(member, other, 'drop', Date.now());
      this.table.cut(other, member, 'drop', Date.now());
    }
  }

  async #join(member: string): Promise<void> {
    if (!this.#away.has(member)) return;
    await this.#network.join(member);
    this.#away.delete(member);
  }

  #others(members: readonly string[]): string[] {
    return this.#members.filter((name) => !members.includes(name));
  }

  /** What to do instead of cutting these off together. */
  #insteadOf(members: readonly string[]): string {
    const [other, ...more] = this.#others(members);
    return members.length > 1 && other !== undefined && more.length === 0
      ? `name the other side instead: distq isolate ${other}`
      : asProcesses;
  }
}

function refuse(why: string | undefined, hint: string): void {
  if (why !== undefined) throw new UsageError(why, { hint });
}
