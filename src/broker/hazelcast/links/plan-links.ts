import type { MemberLink, MemberLinks, PortRange } from '../members/member-links.ts';

/**
 * A member takes them in turn, one for each connection that it opens, and skips those in use. It has one connection to each other
 * member, and after a cut it tries a few times a second; a port that was closed stays taken by the kernel for a minute.
 */
const outboundPortsPerMember = 47;

export interface LinkWish {
  /** Whether clients, too, reach the members through proxies. All that services do then passes them. */
  clients: boolean;
}

/** Free ports, side by side, that `planLinks` needs for so many members. */
export function linkPortCount(members: number, wish: LinkWish): number {
  return members * portsPerMember(wish);
}

function portsPerMember({ clients }: LinkWish): number {
  return 1 + outboundPortsPerMember + (clients ? 1 : 0);
}

/**
 * The links of members.
 * @param ports reserved, side by side, as many as `linkPortCount` says
 * @throws RangeError if there are too few
 */
export function planLinks(members: readonly string[], ports: readonly number[], wish: LinkWish): MemberLinks {
  const count = portsPerMember(wish);
  if (ports.length < members.length * count) throw new RangeError('fewer free ports than links need');
  return new Map(
    members.map((name, index): [string, MemberLink] => {
      const [proxyPort = 0, ...others] = ports.slice(index * count, (index + 1) * count);
      const outbound = others.slice(0, outboundPortsPerMember);
      return [
        name,
        {
          proxyPort,
          outboundPorts: { first: outbound[0] ?? 0, last: outbound.at(-1) ?? 0 },
          clientPort: others[outboundPortsPerMember],
        },
      ];
    }),
  );
}

/** The member that connects from a port; undefined: none does. */
export function memberFrom(links: MemberLinks, port: number): string | undefined {
  return [...links].find(([, { outboundPorts }]) => isIn(outboundPorts, port))?.[0];
}

function isIn({ first, last }: PortRange, port: number): boolean {
  return port >= first && port <= last;
}
