import type { ClusterObserver } from '../../broker/contract/cluster-observer.ts';
import type { Session } from '../../control/contract.ts';
import type { Command } from '../../foundation/processes/process.ts';

/** The lab that a page shows. */
export interface WatchedLab {
  /** Refuses actions while a run holds the lab. */
  session: () => Session;
  /** undefined while no client is connected. */
  cluster: () => Pick<ClusterObserver, 'isSafe' | 'knownQueueOwner' | 'ownedPartitions'> | undefined;
  /** The working directory of the session. */
  directory: string;
  /** Directory of past runs; it need not exist. */
  runs: string;
  /** The command that runs this program with other arguments. */
  program: (args: string[]) => Command;
}
