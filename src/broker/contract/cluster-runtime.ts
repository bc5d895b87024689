import type { ClusterLinks } from './cluster-links.ts';
import type { RunningProcess } from '../../foundation/processes/process.ts';
import type { MemberSpec } from '../../topology/topology.ts';
import type { RetentionSettings } from '../../protocol/retention.ts';
import type { ChosenRuntime } from './runtime-choice.ts';

/** Does a download in its own surroundings: its time may count differently. */
export type AroundDownload = <T>(download: () => Promise<T>) => Promise<T>;

export interface LaunchOptions {
  coldStart: boolean;
  signal?: AbortSignal | undefined;
}

/** `started`: it has joined the cluster; `wrong`: it never becomes the member that the topology describes. */
export type StartNews = { kind: 'started' } | { kind: 'wrong'; why: string };

/** What the members run as. */
export interface ClusterRuntime {
  readonly name: ChosenRuntime;
  /** Compose project whose containers and networks are to be removed if nobody is left to call `end`. */
  readonly project?: string;
  /**
   * Finds or fetches what the members need.
   * @param aroundDownload runs what is fetched from the network
   * @throws MachineLacksError with the remedy; the signal's reason if aborted.
   */
  prepare(
    progress: (text: string) => void,
    signal?: AbortSignal,
    aroundDownload?: AroundDownload,
  ): Promise<void>;
  /**
   * Starts a member; `prepare` must have succeeded.
   * @param options coldStart: every member of the cluster is being started now. False for one that comes back.
   * @throws NotReadyError, PortTakenError; the signal's reason if aborted
   */
  launch(member: MemberSpec, options: LaunchOptions): Promise<RunningProcess>;
  /** Runs Management Center in the foreground, once members run; only where the broker has one and it was wanted. */
  managementCenterCommand?(): string[];
  /**
   * Once prepared; undefined where the topology does not ask for them (`cluster.links`). Absent: members of this runtime cannot be cut
   * off.
   */
  links?(): ClusterLinks | undefined;
  /** Where a member itself listens; `prepare` must have succeeded. */
  portsOf(member: MemberSpec): { port: number; memberPort?: number };
  /** Removes what the members leave on the machine once they have ended. */
  end(): Promise<void>;
  /** What a line of a member's output tells about its start; undefined for every other line. */
  startNews(line: string): StartNews | undefined;
}

/** How long what the members hold is kept. */
export type HeldSeconds = Pick<RetentionSettings, 'logSeconds' | 'deliveredSeconds'>;

export interface RuntimeOptions {
  /** Port of Management Center, where it is wanted. Only the runtime docker has it. */
  managementCenterPort?: number | undefined;
  /** Gives that many free ports, side by side, that no other session takes while this one runs. For `cluster.links`. */
  reservePorts?: (count: number) => Promise<readonly number[]>;
  /** Names of the service instances, which are clients of the members. For `cluster.links`. */
  services?: readonly string[];
  /** Where generated files go. */
  directory: string;
  env: NodeJS.ProcessEnv;
  retention?: HeldSeconds;
}
