/**
 * The documents that the commands print with --json, one type each; commands can print nothing else
 * (`BaseCommand.print`). The build makes dist/documents.d.cts from this file, which scripts import: `import type {
 * StatusDocument } from 'distq'`.
 */

import type { BenchRun } from '../../bench/bench-document.ts';
import type { Comparison } from '../../bench/compare.ts';
import type {
  ActionResult,
  KillNodeResult,
  KillResult,
  LinksResult,
  LogLine,
  RestartResult,
  SessionEvent,
  SessionStatus,
  State,
} from '../../control/contract.ts';
import type { KnownSession } from '../../control/list-sessions.ts';
import type { PostSummary } from '../../posting/post-messages.ts';
import type { MergedAnswer } from '../../system/contract/merged-answer.ts';
import type { DryRun } from '../../judge/run/dry-run.ts';
import type { Judgements } from '../../judge/judgement.ts';
import type { BatchResult } from '../../scenario/verdict/batch-result.ts';
import type { BrokenRun } from '../../scenario/verdict/broken-run.ts';
import type { ScenarioEntry } from '../../scenario/file/builtin-scenarios.ts';
import type { RunDocument } from '../../scenario/verdict/run-document.ts';
import type { SessionEnd } from '../../supervisor/session/end-session.ts';
import type { UpPlan } from '../../supervisor/session/plan-up.ts';
import type { LogLevel } from '../../terminal/log-record.ts';
import type { TopologyEntry } from '../../topology/builtin-topologies.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Trace } from '../../protocol/trace/message-trace.ts';
import type { MachineCheck } from '../machine/machine-check.ts';
import type { SchemaVersion } from '../../protocol/schema-version.ts';

export type { ErrorDocument } from '../../terminal/render-failure.ts';
export type { UpEvent } from '../../terminal/start-view.ts';
export type { BrokenRun, RunDocument, State };

interface Versioned {
  schemaVersion: SchemaVersion;
}

/** `distq --version` */
export interface VersionDocument extends Versioned {
  version: string;
  platform: string;
  node: string;
  /** Versions of the embedded files of the executable; null if the program runs under an installed Node.js. */
  carries: { java: string; hazelcast: string } | null;
}

/**
 * `distq status`, each line of `distq status --watch`, and `distq up --detach`. In the foreground `up` prints lines of
 * `UpEvent`.
 */
export interface StatusDocument extends SessionStatus, Versioned {}

/** `distq page` */
export interface PageDocument extends Versioned {
  /** With the token that opens it. */
  page: string;
}

/** `distq up --dry-run` */
export interface UpPlanDocument extends UpPlan, Versioned {}

/** `distq completion` */
export interface CompletionDocument extends Versioned {
  shell: string;
  script: string;
}

/** `distq man` */
export interface ManDocument extends Versioned {
  /** roff source for `man`. */
  page: string;
}

/** `distq down` */
export type DownDocument = Versioned & { session: string } & SessionEnd;

/** `distq sessions` */
export interface SessionsDocument extends Versioned {
  sessions: KnownSession[];
}

/** A line of `distq logs`: as written, and parsed if a service of distq wrote it. */
export interface LogPart extends LogLine, Versioned {
  /** ISO 8601. */
  time?: string;
  level?: LogLevel;
  message?: string;
  fields?: Record<string, unknown>;
}

/** `distq wait` */
export interface WaitDocument extends Versioned {
  state: State;
  waitedMs: number;
  instances: ActionResult[];
}

/** A line of `distq events` */
export type EventPart = Versioned & SessionEvent;

/** `distq start`, `distq stop` */
export interface ActionDocument extends Versioned {
  instances: ActionResult[];
}

/** `distq restart` */
export interface RestartDocument extends Versioned {
  instances: RestartResult[];
}

/** `distq kill` */
export interface KillDocument extends Versioned {
  killed: KillResult[];
}

/** `distq kill-node` */
export interface KillNodeDocument extends KillNodeResult, Versioned {}

/** `distq isolate`, `distq slow`, `distq heal` */
export interface LinksDocument extends LinksResult, Versioned {}

/** `distq post` */
export interface PostDocument extends PostSummary, Versioned {}

/** `distq get` */
export interface GetDocument extends Versioned {
  answers: MergedAnswer[];
}

/** `distq trace` */
export interface TraceDocument extends Trace, Versioned {}

/** `distq bench` */
export interface BenchDocument extends BenchRun, Versioned {
  /** With --compare. */
  comparison?: Comparison;
}

/** `distq failover` */
export type FailoverDocument = RunDocument;

/** `distq scenario run` with a single run; if the run has no verdict, the document has an `error`. */
export type ScenarioRunDocument = RunDocument | BrokenRun;

/** `distq scenario run` with several runs, and `distq verify` of their directory. */
export interface BatchDocument extends BatchResult, Versioned {}

/** `distq verify` */
export type VerifyDocument = RunDocument | BatchDocument;

/** `distq judge` */
export interface JudgeDocument extends Judgements, Versioned {}

/** `distq judge --dry-run` */
export interface JudgeDryRunDocument extends Versioned {
  submissions: DryRun[];
}

/** `distq scenario list` */
export interface ScenarioListDocument extends Versioned {
  scenarios: ScenarioEntry[];
}

/** `distq scenario validate` if all files are valid; otherwise an `ErrorDocument`. */
export interface ScenarioValidateDocument extends Versioned {
  scenarios: { file: string; scenario: string; valid: true }[];
}

/** `distq topology list` */
export interface TopologyListDocument extends Versioned {
  topologies: TopologyEntry[];
}

/** `distq topology show` */
export interface TopologyShowDocument extends Versioned {
  file: string;
  topology: Topology;
}

/** `distq topology new` */
export interface TopologyNewDocument extends Versioned {
  /** The file that was written. */
  file: string;
}

/** `distq topology validate` if the file is valid; otherwise an `ErrorDocument`. */
export interface TopologyValidateDocument extends Versioned {
  file: string;
  /** Name of the topology. */
  topology: string;
  valid: true;
}

/** `distq doctor` */
export interface DoctorDocument extends Versioned {
  /** Name of the checked topology. */
  topology: string;
  canStart: boolean;
  checks: MachineCheck[];
}
