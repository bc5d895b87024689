import type { ClusterObserver } from '../../broker/contract/cluster-observer.ts';
import type { Session } from '../../control/contract.ts';

/** The lab that a page shows. */
export interface WatchedLab {
  /** Refuses actions while a run holds the lab. */
  session: () => Session;
  /** undefined while no client is connected. */
  cluster: () => Pick<ClusterObserver, 'isSafe' | 'knownQueueOwner' | 'ownedPartitions'> | undefined;
  /** Directory of past runs; it need not exist. */
  runs: string;
}
