import type { Cut, LinkStatus, Slowness } from '../../../protocol/links.ts';
import { memberPortOf } from '../../../topology/member-ports.ts';
import type { MemberSpec } from '../../../topology/topology.ts';
import type { ClusterLinks } from '../../contract/cluster-links.ts';
import type { MemberLinks } from '../members/member-links.ts';
import { memberHost } from '../../../topology/settings-of.ts';
import { LinkProxy } from './link-proxy.ts';
import { LinkTable } from './link-table.ts';
import { memberFrom } from './plan-links.ts';

/**
 * The proxies between the members of a cluster, one before each member. Members must be configured with the same links (`memberConfig`).
 * See docs/decisions/0024-cut-off-by-proxies.md.
 */
export class ProxiedLinks implements ClusterLinks {
  readonly #table: LinkTable;
  readonly #names: readonly string[];
  readonly #proxies: readonly LinkProxy[];

  private constructor(table: LinkTable, names: readonly string[], proxies: readonly LinkProxy[]) {
    this.#table = table;
    this.#names = names;
    this.#proxies = proxies;
  }

  /**
   * Listens before every member, which need not run yet.
   * @throws what the operating system answers if a port cannot be had
   */
  static async open(members: readonly MemberSpec[], links: MemberLinks): Promise<ProxiedLinks> {
    const names = members.map(({ name }) => name);
    const table = new LinkTable(names);
    const opened = await Promise.allSettled(
      members.map((member) =>
        LinkProxy.listen({
          host: memberHost,
          port: links.get(member.name)?.proxyPort ?? 0,
          to: member.name,
          target: { host: memberHost, port: memberPortOf(member) },
          callerOf: (port) => memberFrom(links, port),
          table,
        }),
      ),
    );
    const proxies = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const failed = opened.find((result) => result.status === 'rejected');
    if (failed === undefined) return new ProxiedLinks(table, names, proxies);
    await Promise.all(proxies.map((proxy) => proxy.close()));
    throw failed.reason;
  }

  /**
   * Cuts some members off from all others; among themselves they are not cut off. What is sent on open connections waits.
   * @throws RangeError for an unknown name
   */
  isolate(members: readonly string[], { way, newConnections }: Cut): void {
    this.#eachBorder(members, (inside, outside) => {
      if (way !== 'in') this.#table.cut(inside, outside, newConnections, Date.now());
      if (way !== 'out') this.#table.cut(outside, inside, newConnections, Date.now());
    });
  }

  /** Slows down, in both directions, what passes between some members and all others. @throws RangeError for an unknown name */
  slow(members: readonly string[], slowness: Slowness): void {
    this.#eachBorder(members, (inside, outside) => {
      this.#table.slow(inside, outside, slowness);
      this.#table.slow(outside, inside, slowness);
    });
  }

  /**
   * Ends every cut and slowness between some members and all others; what waited is sent.
   * @throws RangeError for an unknown name
   */
  heal(members: readonly string[] = this.#names): void {
    for (const name of members)
      for (const other of this.#names) {
        if (other === name) continue;
        this.#table.heal(name, other);
        this.#table.heal(other, name);
      }
  }

  /** Every directed pair of members. */
  status(): LinkStatus[] {
    return this.#table.status();
  }

  async close(): Promise<void> {
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
  }

  #eachBorder(members: readonly string[], act: (inside: string, outside: string) => void): void {
    const others = this.#names.filter((name) => !members.includes(name));
    for (const inside of members) for (const outside of others) act(inside, outside);
  }
}
