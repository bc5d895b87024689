/** Ports from one to another, both included. */
export interface PortRange {
  first: number;
  last: number;
}

/** How one member is reached by the others, and perhaps by clients, through proxies, and how these know it. */
export interface MemberLink {
  /** The other members know it by this port of the loopback address, on which its proxy listens. */
  proxyPort: number;
  /** It connects to other members from these ports alone, and nobody else does. */
  outboundPorts: PortRange;
  /** Where it listens for clients, whose proxy then has its `port`. Default: on its `port`, without a proxy. */
  clientPort?: number | undefined;
}

/** The links of all members of a cluster, by their names. */
export type MemberLinks = ReadonlyMap<string, MemberLink>;
