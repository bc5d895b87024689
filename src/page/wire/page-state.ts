import type { Counts } from '../../protocol/counts.ts';
import type { ServiceKind } from '../../protocol/service-kind.ts';
import type { PageRun } from './page-run.ts';
import type { State } from './process-state.ts';

/** What the page shows. Everything in it is bounded: `apply-change.ts`. */
export interface PageState {
  /** null: not asked yet. */
  system: SystemView | null;
  /** The last ten minutes, oldest first. */
  samples: Sample[];
  /** What was posted by this page, since the lab was started. */
  posts: PostCounts;
  /** Posts a second of the load of the page; null: there is none. */
  loadPerSecond: number | null;
  /** The run that was started last on the page, until it is dismissed; null: there is none. */
  run: PageRun | null;
  /** Oldest first. */
  events: PageEvent[];
  /** Oldest first. */
  lines: PageLine[];
  /** The lab was stopped. */
  ended: boolean;
}

/** The parts of the lab at one moment. */
export interface SystemView {
  session: string;
  topology: string;
  runtime: string;
  delivery: string | null;
  processes: ProcessView[];
  members: MemberView[];
  queue: { name: string; size: number | null; owner: string | null };
  /** Every partition has its backups; null: unknown. */
  safe: boolean | null;
  /** Members can be isolated and healed. */
  canIsolate: boolean;
  /** There is a facade to which messages can be posted. */
  canPost: boolean;
  /** Why nothing may be changed now; null: it may. */
  heldBy: string | null;
}

export interface ProcessView {
  name: string;
  /** null: a program that is not distq's, or a member. */
  kind: ServiceKind | null;
  isMember: boolean;
  state: State;
  pid: number | null;
  port: number | null;
  /** null: it does not count them (members). */
  restarts: number | null;
  /** Suspended by SIGSTOP that distq sent. */
  frozen: boolean;
  /** Resident memory; null: it does not run, or the operating system does not tell. */
  memoryBytes: number | null;
}

export interface MemberView {
  name: string;
  address: string;
  ownsQueue: boolean;
  /** Number of partitions that it owns; null: unknown, or there are none. */
  partitions: number | null;
  /** No other member is fully connected to it, because links are cut. */
  isolated: boolean;
  /** Items; null: the member did not answer. */
  queue: Counts | null;
  /** Entries; null: the member did not answer. */
  map: Counts | null;
}

/** One point of the charts; null: unknown. */
export interface Sample {
  /** Milliseconds since 1970. */
  atMs: number;
  queue: number | null;
  /** Messages that the running logging-services logged. */
  logged: number | null;
  /** Messages that the running messages-services received. */
  received: number | null;
  /** These four were counted by the page since the sample before. */
  postedPerSecond: number | null;
  refusedPerSecond: number | null;
  loggedPerSecond: number | null;
  receivedPerSecond: number | null;
  /** Resident memory of all processes together; null: the operating system does not tell. */
  memoryBytes: number | null;
}

export interface PostCounts {
  posted: number;
  acknowledged: number;
  refused: number;
  indeterminate: number;
}

export interface PageEvent {
  /** ISO 8601. */
  at: string;
  /** The part that it is about; null: the whole lab. */
  name: string | null;
  text: string;
  kind: 'state' | 'action' | 'failure';
  /** What was done to the lab, as a mark in the charts; null: this event is none. */
  fault: PageFault | null;
}

/** `exit`: a process ended that was not stopped or killed on command. */
export type PageFault = 'kill' | 'freeze' | 'thaw' | 'isolate' | 'heal' | 'exit';

export interface PageLine {
  /** From 1, over all logs. */
  number: number;
  name: string;
  line: string;
}

export const emptyState: PageState = {
  system: null,
  samples: [],
  posts: { posted: 0, acknowledged: 0, refused: 0, indeterminate: 0 },
  loadPerSecond: null,
  run: null,
  events: [],
  lines: [],
  ended: false,
};
