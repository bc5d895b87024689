/** The documents and operations of a running session, shared by the supervisor (local) and the client (remote). */

import type { ClusterAccess } from '../protocol/cluster-access.ts';
import type { Counts } from '../protocol/counts.ts';
import type { ServiceKind } from '../protocol/service-kind.ts';
import type { SchemaVersion } from '../protocol/schema-version.ts';

export type { Counts };

export const states = ['pending', 'starting', 'ready', 'unhealthy', 'stopping', 'exited'] as const;
export type State = (typeof states)[number];

export interface ServiceStatus {
  name: string;
  service: string;
  /** What it does in the system, whatever it is called; null: something of its own. */
  kind: ServiceKind | null;
  state: State;
  pid: number | null;
  port: number;
  restarts: number;
}

export interface MemberStatus {
  name: string;
  address: string;
  state: State;
  /** In a container, as its engine counts processes. */
  pid: number | null;
  /** Id of the container that it runs in; nothing where it is an ordinary process, or does not run. */
  container?: string | null | undefined;
  uuid: string | null;
  version: string | null;
  ownsQueue: boolean;
  /** null: the member did not answer. */
  queue: Counts | null;
  map: Counts | null;
}

/** A run that holds a session, so that no other disturbs its evidence. */
export interface RunHolder {
  /** Name of the scenario. */
  what: string;
  /** Process of the command that runs it. */
  pid: number;
  /** ISO 8601. */
  since: string;
}

/** What the supervisor knows of its processes and of the cluster. */
export interface SystemStatus {
  schemaVersion: SchemaVersion;
  session: string;
  topology: string;
  runtime: string;
  /** What an acknowledgement promises; null where no service of distq takes or receives messages. */
  delivery: string | null;
  clusterName: string;
  /** Base address of the facade, or null where the topology has none. */
  facade: string | null;
  services: ServiceStatus[];
  members: MemberStatus[];
  /** `maxSize` 0: no bound. */
  queue: { name: string; size: number | null; owner: string | null; backups: number; maxSize: number };
  map: { name: string; backups: number };
  /** How a client enters the cluster, where that takes more than its name; secrets are only named. */
  access?: ClusterAccess | undefined;
}

export interface SessionStatus extends SystemStatus {
  /** null: no run holds the session. */
  run: RunHolder | null;
}

/** One process changed its state. */
export interface StateChange {
  /** ISO 8601. */
  at: string;
  name: string;
  from: State;
  to: State;
  /** Number of the start this belongs to, from 1. */
  generation: number;
  pid: number | null;
  /** Why, where it is not plain from the states: how it exited, what the last probe said. */
  reason: string | null;
}

/** What a follower of events gets first, and again where it fell so far behind that changes had to be left out. */
export interface Snapshot {
  event: 'snapshot';
  /** Of the last change that it includes; 0: none yet. */
  number: number;
  /** How many changes were left out before it; 0 at the beginning. */
  missed: number;
  processes: ProcessState[];
}

export interface ProcessState {
  name: string;
  state: State;
  pid: number | null;
}

/** Numbers count all changes of the session from 1, so that one that is missing is noticed. */
export interface NumberedChange extends StateChange {
  event: 'change';
  number: number;
}

/** Snapshots and changes; the last is the end of the session. */
export type SessionEvent = Snapshot | NumberedChange | { event: 'end'; number: number };

export interface EventQuery {
  /** Instances, services or members; none means all. With names, numbers of other processes are skipped. */
  names: string[];
}

export interface LogQuery {
  /** Instances, services or members; none means all. */
  names: string[];
  /** Last lines of each to begin with. */
  tail: number;
  follow: boolean;
}

export interface LogLine {
  name: string;
  line: string;
}

/** A process that goes on after the end of the one that started it; null: the system does not tell. */
export interface Survivor {
  pid: number | null;
  command: string | null;
  /** Port of an instance or member on which it listens; null: it listens on none of them. */
  port: number | null;
}

/** What an action did to each process it was asked about. */
export interface ActionResult {
  name: string;
  /** The state after the action. */
  state: State;
  pid: number | null;
  /** What it was to end and could not; nothing where it ended all. */
  survivors?: Survivor[] | undefined;
}

/** What ended one run of a process and began another. */
export interface RestartResult extends ActionResult {
  /** ISO 8601; when the run before was told to end. null: none ran. */
  signalledAt: string | null;
}

/** Looks for lines in all that is kept of the logs. */
export interface LineSearch {
  /** Instances, services or members. */
  names: string[];
  containing: string;
}

export interface RestartOptions {
  /** Before each member waits until the cluster is safe. Default true. */
  waitUntilSafe?: boolean;
}

export interface KillResult {
  name: string;
  signal: string;
  pid: number;
  /** ISO 8601; right before the signal was sent, or the engine of a container was told to send it. */
  signalledAt: string;
  /** The process is gone, with all that it had started (or, for SIGSTOP and SIGCONT, the signal was sent). */
  hit: boolean;
  /** What goes on although the process is gone; nothing where all is gone. */
  survivors?: Survivor[] | undefined;
}

export interface KillNodeResult extends KillResult {
  /** Right before the signal every partition had its backups; otherwise items may be lost that had none. */
  clusterSafe: boolean;
  /** Member that owned the queue right before the signal; null if unknown. */
  ownerBefore: string | null;
  /** Member that owns it once the cluster has noticed the death; null if none was seen within the wait. */
  ownerAfter: string | null;
}

export interface StatusOptions {
  fresh?: boolean;
}

/** The operations on a topology that runs. */
export interface SystemOperations {
  /** @param options fresh: items and entries are counted after the call, which then takes up to a second. */
  status(options?: StatusOptions): Promise<SystemStatus>;
  start(names: string[]): Promise<ActionResult[]>;
  stop(names: string[]): Promise<ActionResult[]>;
  restart(names: string[], options?: RestartOptions): Promise<RestartResult[]>;
  kill(names: string[], signal: NodeJS.Signals): Promise<KillResult[]>;
  /** @param member undefined: the owner of the queue at this moment. */
  killNode(member: string | undefined, signal: NodeJS.Signals): Promise<KillNodeResult>;
  logs(query: LogQuery, signal: AbortSignal): AsyncIterable<LogLine>;
  /** Every line of the kept logs that holds a text, of each process in the order in which it was written. */
  findLines(search: LineSearch, signal: AbortSignal): AsyncIterable<LogLine>;
  /** A snapshot, then the changes after it: none is missing and none comes twice. */
  events(query: EventQuery, signal: AbortSignal): AsyncIterable<SessionEvent>;
  /** Stops everything and ends the supervisor. */
  down(): Promise<void>;
}

/** What a run has while it holds a session. */
export interface RunClaim {
  id: string;
  /** Aborted, with the reason, when the session ends under the run. */
  ended: AbortSignal;
  /** Gives it back; again does nothing. */
  release(): Promise<void>;
}

/** A running topology as one caller sees it: while another one's run holds it, actions are refused with SessionHeldError. */
export interface Session extends SystemOperations {
  status(options?: StatusOptions): Promise<SessionStatus>;
  /**
   * Holds the session for a run until that is released or the caller is gone. From then on this object's actions are those of the run.
   * @throws SessionHeldError where another run holds it, or another caller's action is under way
   */
  claim(run: Pick<RunHolder, 'what' | 'pid'>): Promise<RunClaim>;
}
