import { createMemberNetwork, joinNetwork, leaveNetwork } from '../../containers/member-network.ts';
import type { MemberNetwork } from '../../containers/member-network.ts';
import type { RuntimeOptions } from '../../contract/cluster-runtime.ts';
import type { ClusterSpec, MemberSpec } from '../../../topology/topology.ts';
import { clientProxy } from '../links/clients.ts';
import type { LinkProxy } from '../links/link-proxy.ts';
import { openProxies } from '../links/open-proxies.ts';
import { containerName } from './compose-file.ts';
import { ContainerLinks } from './container-links.ts';

interface Surroundings extends Pick<RuntimeOptions, 'env'> {
  services: RuntimeOptions['services'] | undefined;
  reservePorts: RuntimeOptions['reservePorts'] | undefined;
  /** The compose project of the containers. */
  project: string;
}

/** The links of containers, and what they are made of: a network of the members, and proxies for clients. */
export class LinkedContainers {
  readonly links: ContainerLinks;
  readonly #members: readonly string[];
  readonly #surroundings: Surroundings;
  readonly #publishedPorts: ReadonlyMap<string, number>;
  #network: MemberNetwork | undefined;
  #proxies: readonly LinkProxy[] = [];

  private constructor(
    { members, links }: ClusterSpec,
    publishedPorts: ReadonlyMap<string, number>,
    surroundings: Surroundings,
  ) {
    this.#members = members.map(({ name }) => name);
    this.#surroundings = surroundings;
    this.#publishedPorts = publishedPorts;
    const network = {
      leave: (member: string) => leaveNetwork(this.#created().name, this.#container(member), surroundings),
      join: (member: string) => this.#join(member),
    };
    this.links = new ContainerLinks(
      this.#members,
      network,
      links === 'all' ? (surroundings.services ?? []) : undefined,
    );
  }

  /**
   * Listens before every member for clients, with `links: all`. No container need exist yet.
   * @throws MachineLacksError if there are not enough ports; what the operating system answers if one cannot be had
   */
  static async open(cluster: ClusterSpec, surroundings: Surroundings): Promise<LinkedContainers> {
    const { members, links } = cluster;
    if (links !== 'all') return new LinkedContainers(cluster, new Map(), surroundings);
    if (surroundings.reservePorts === undefined)
      throw new Error('links need ports, and nobody reserves them');
    const ports = await surroundings.reservePorts(members.length);
    const published = new Map(members.map(({ name }, index) => [name, ports[index] ?? 0]));
    const linked = new LinkedContainers(cluster, published, surroundings);
    linked.#proxies = await openProxies(
      members.map((member) =>
        clientProxy(member, {
          port: linked.publishedPortOf(member),
          services: surroundings.services ?? [],
          table: linked.links.table,
        }),
      ),
    );
    return linked;
  }

  /** The port of the machine that leads to the container of a member. */
  publishedPortOf({ name, port }: MemberSpec): number {
    return this.#publishedPorts.get(name) ?? port;
  }

  /**
   * Creates the network unless it is there.
   * @returns the addresses, by member
   * @throws as `createMemberNetwork`
   */
  async createNetwork(signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const { project, env } = this.#surroundings;
    this.#network ??= await createMemberNetwork(project, this.#members, { env, signal });
    return this.#network.addresses;
  }

  /** Puts every container that is not cut off on the network. @throws NotReadyError if the engine does not do it */
  async join(signal: AbortSignal): Promise<void> {
    const connected = this.#members.filter((member) => !this.links.isAway(member));
    await Promise.all(connected.map((member) => this.#join(member, signal)));
    signal.throwIfAborted();
  }

  /** By member; undefined before the network was created. */
  get addresses(): ReadonlyMap<string, string> | undefined {
    return this.#network?.addresses;
  }

  /** Closes the proxies. */
  async close(): Promise<void> {
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
  }

  #join(member: string, signal?: AbortSignal): Promise<void> {
    const { name, addresses } = this.#created();
    const address = addresses.get(member) ?? '';
    return joinNetwork(name, this.#container(member), address, { env: this.#surroundings.env, signal });
  }

  #created(): MemberNetwork {
    if (this.#network === undefined) throw new Error('the network of the members was not created');
    return this.#network;
  }

  #container(member: string): string {
    return containerName(this.#surroundings.project, member);
  }
}
