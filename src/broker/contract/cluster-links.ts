import type { Cut, LinkStatus, Slowdown } from '../../protocol/links.ts';

/**
 * The connections between the members of a cluster, which can be cut, slowed down and healed. Names are those of
 * members. What cannot be done is refused before anything is done.
 */
export interface ClusterLinks {
  /**
   * Cuts these off; among themselves they stay connected. Default: from the other members, both ways.
   * @throws RangeError for an unknown name; UsageError for what these links cannot do; NotReadyError if it failed
   */
  isolate(members: readonly string[], cut?: Partial<Cut>): void | Promise<void>;
  /** Slows down what passes between these and all others. @throws as `isolate` */
  slow(members: readonly string[], slowdown: Slowdown): void | Promise<void>;
  /**
   * Ends every cut and slowness between these and all others; what waited is sent. Default: of all.
   * @throws RangeError for an unknown name; NotReadyError if it failed
   */
  heal(members?: readonly string[]): void | Promise<void>;
  /** Every directed pair of members, and those of members and clients that are or were cut or slow. */
  status(): LinkStatus[];
}
