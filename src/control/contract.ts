/** The documents and operations of a running session, shared by the supervisor (local) and the client (remote). */

import type { z } from 'zod';
import type { Counts } from '../protocol/counts.ts';
import type { Cut, Slowdown } from '../protocol/links.ts';
import type {
  findLinesRequest,
  eventsRequest,
  killNodeAnswer,
  killResult,
  linksAnswer,
  logLine,
  logsRequest,
  memberStatus,
  restartResult,
  runHolder,
  serviceStatus,
  statusAnswer,
  systemStatus,
} from './messages.ts';
import type {
  actionResult,
  numberedChange,
  processState,
  sessionEvent,
  snapshot,
  stateChange,
  survivor,
} from './session-event.ts';
import type { states } from './states.ts';

export type { Counts };

export type State = (typeof states)[number];
export type ServiceStatus = z.output<typeof serviceStatus>;
export type MemberStatus = z.output<typeof memberStatus>;
/** A run that holds a session, so that nothing else disturbs its evidence. */
export type RunHolder = z.output<typeof runHolder>;
/** What the supervisor knows about its processes and the cluster. */
export type SystemStatus = z.output<typeof systemStatus>;
export type SessionStatus = z.output<typeof statusAnswer>;

/** A state change of one process. */
export type StateChange = z.output<typeof stateChange>;
/** The first event of a follower, and again if it fell so far behind that changes were dropped. */
export type Snapshot = z.output<typeof snapshot>;
/** Numbers count all changes of the session from 1, so that a missing change is noticed. */
export type NumberedChange = z.output<typeof numberedChange>;
/** Snapshots and changes; the last event is the end of the session. */
export type SessionEvent = z.output<typeof sessionEvent>;

export type EventQuery = z.output<typeof eventsRequest>;
export type LogQuery = z.output<typeof logsRequest>;
export type LogLine = z.output<typeof logLine>;
/** Finds lines in all kept logs. */
export type LineSearch = z.output<typeof findLinesRequest>;

export type ProcessState = z.output<typeof processState>;
/** A process that still runs after the process that started it has ended. */
export type Survivor = z.output<typeof survivor>;
/** The result of an action for each of its processes. */
export type ActionResult = z.output<typeof actionResult>;
/** An action that ended one start of a process and began another. */
export type RestartResult = z.output<typeof restartResult>;
export type KillResult = z.output<typeof killResult>;
/** What a cut, a slowdown or a heal left between members. */
export type LinksResult = z.output<typeof linksAnswer>;
export type KillNodeResult = z.output<typeof killNodeAnswer>;

export interface RestartOptions {
  /** Wait for a safe cluster before each member. Default true. */
  waitUntilSafe?: boolean;
}

export interface StatusOptions {
  fresh?: boolean;
}

/** The operations on a running topology. */
export interface SystemOperations {
  /** @param options fresh: count items and entries after the call, which then takes up to a second */
  status(options?: StatusOptions): Promise<SystemStatus>;
  start(names: string[]): Promise<ActionResult[]>;
  stop(names: string[]): Promise<ActionResult[]>;
  restart(names: string[], options?: RestartOptions): Promise<RestartResult[]>;
  kill(names: string[], signal: NodeJS.Signals): Promise<KillResult[]>;
  /** @param member undefined: the current owner of the queue */
  killNode(member: string | undefined, signal: NodeJS.Signals): Promise<KillNodeResult>;
  /** Cuts members off from all others. @param members none: the owner of the queue at this moment */
  isolate(members: string[], cut: Cut): Promise<LinksResult>;
  /** Slows down what passes between members and all others. @param members none: the owner of the queue at this moment */
  slow(members: string[], slowdown: Slowdown): Promise<LinksResult>;
  /** Ends cuts and slowdowns of members. @param members none: all */
  heal(members: string[]): Promise<LinksResult>;
  logs(query: LogQuery, signal: AbortSignal): AsyncIterable<LogLine>;
  /** Every line of the kept logs that contains a text; the lines of each process are in order. */
  findLines(search: LineSearch, signal: AbortSignal): AsyncIterable<LogLine>;
  /** A snapshot, then the changes after it; no change is missing or repeated. */
  events(query: EventQuery, signal: AbortSignal): AsyncIterable<SessionEvent>;
  /** Stops everything and ends the supervisor. */
  down(): Promise<void>;
}

/** The claim of a run on a session. */
export interface RunClaim {
  id: string;
  /** Aborted, with the reason, if the session ends during the run. */
  ended: AbortSignal;
  /** Releases the claim; a second call does nothing. */
  release(): Promise<void>;
}

/**
 * A running topology as one caller sees it. While another caller's run holds it, actions are refused with
 * SessionHeldError.
 */
export interface Session extends SystemOperations {
  status(options?: StatusOptions): Promise<SessionStatus>;
  /**
   * Holds the session for a run until the claim is released or the caller ends. From then on this object's actions
   * belong to the run.
   * @throws SessionHeldError if another run holds it; SessionBusyError if another caller's action is in progress
   */
  claim(run: Pick<RunHolder, 'what' | 'pid'>): Promise<RunClaim>;
}
