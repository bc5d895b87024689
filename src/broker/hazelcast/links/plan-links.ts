import type { MemberLink, MemberLinks, PortRange } from '../members/member-links.ts';

/**
 * A member takes them in turn, one for each connection that it opens, and skips those in use. It has one connection to each other
 * member, and after a cut it tries a few times a second; a port that was closed stays taken by the kernel for a minute.
 */
const outboundPortsPerMember = 47;

/** Free ports, side by side, that `planLinks` needs for so many members. */
export function linkPortCount(members: number): number {
  return members * (1 + outboundPortsPerMember);
}

/**
 * The links of members.
 * @param ports reserved, side by side, as many as `linkPortCount` says
 * @throws RangeError if there are too few
 */
export function planLinks(members: readonly string[], ports: readonly number[]): MemberLinks {
  if (ports.length < linkPortCount(members.length)) throw new RangeError('fewer free ports than links need');
  return new Map(
    members.map((name, index): [string, MemberLink] => {
      const [proxyPort = 0, ...outbound] = ports.slice(
        index * (1 + outboundPortsPerMember),
        (index + 1) * (1 + outboundPortsPerMember),
      );
      return [name, { proxyPort, outboundPorts: { first: outbound[0] ?? 0, last: outbound.at(-1) ?? 0 } }];
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
