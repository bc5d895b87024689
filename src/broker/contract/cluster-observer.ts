import type { Counts } from '../../protocol/counts.ts';
import type { ClusterContents } from './cluster-contents.ts';

export interface ObservedMember {
  uuid: string;
  /** host:port */
  address: string;
  /** Of the broker; undefined where its client does not tell. */
  version: string | undefined;
}

/** What one member holds of the queue and of the log. */
export interface MemberCounts {
  queue: Counts;
  map: Counts;
}

/**
 * What a cluster tells about itself. Every call ends within some seconds, also while no member answers. What a broker cannot tell is a
 * method that it does not have.
 */
export interface ClusterObserver {
  /** As last told by a member. */
  members(): ObservedMember[];
  /** Address of the member that owns the queue; undefined while none is known to. Absent: the queue has no single owner. */
  queueOwner?(): Promise<string | undefined>;
  /** The same, as the members last reported it, without a request. */
  knownQueueOwner?(): string | undefined;
  /** Number of partitions that each member owns, by its address, as the members last reported it. Absent: there are none. */
  ownedPartitions?(): Map<string, number>;
  /**
   * Owned and backup counts by member's address; null for a member that did not answer. Absent: members do not count.
   * @param options fresh: counted after the call, which then takes up to a second. Otherwise up to a second old.
   */
  counts?(options?: { fresh?: boolean }): Promise<Map<string, MemberCounts | null>>;
  /** @throws Error if no member answers in time. */
  queueSize(): Promise<number>;
  /** Messages that the ledger does not know to be shown. @throws Error if no member answers in time. */
  pendingUuids(): Promise<string[]>;
  /** Everything that log, ledger and queue hold. @throws Error if no member answers in time. */
  contents(): Promise<ClusterContents>;
  /** Whether a member may die without taking anything with it that has a backup. Takes up to a second. */
  isSafe(): Promise<boolean>;
  close(): Promise<void>;
}
