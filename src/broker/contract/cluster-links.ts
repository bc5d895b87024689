import type { Cut, LinkStatus, Slowdown } from '../../protocol/links.ts';

/** The connections between the members of a cluster, which can be cut, slowed down and healed. Names are those of members. */
export interface ClusterLinks {
  /** Whether clients can be cut off and slowed down, too. */
  readonly reachClients: boolean;
  /**
   * Cuts these off; among themselves they stay connected. Default: from the other members, both ways, new connections are reset.
   * @throws RangeError for an unknown name
   */
  isolate(members: readonly string[], cut?: Partial<Cut>): void;
  /** Slows down what passes between these and all others. @throws RangeError for an unknown name */
  slow(members: readonly string[], slowdown: Slowdown): void;
  /**
   * Ends every cut and slowness between these and all others; what waited is sent. Default: of all.
   * @throws RangeError for an unknown name
   */
  heal(members?: readonly string[]): void;
  /** Every directed pair of members, and those of members and clients that are or were cut or slow. */
  status(): LinkStatus[];
}
