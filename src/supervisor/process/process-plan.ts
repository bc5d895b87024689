import type { RunningProcess } from '../../foundation/processes/process.ts';
import type { RestartSpec } from '../../topology/topology.ts';
import type { ProbeResult } from '../probes/probe-result.ts';
import type { Program } from '../probes/listen-hosts.ts';

/** One start of a process. */
export interface Start {
  /** Counts from 1. */
  number: number;
  /** Random. The process and its descendants have it in the variable DISTQ_START_TOKEN, which identifies them. */
  token: string;
}

/** How one process is started, when it counts as ready, and what happens after it exits. */
export interface ProcessPlan {
  name: string;
  program: Program;
  /** TCP port on which it listens. No other process may listen there before the start. */
  port: number;
  /** Of a member that is a process of this machine: its port for the other members, for which the same applies. */
  memberPort?: number | undefined;
  /** @throws the signal's reason if aborted before the start */
  launch: (start: Start, signal: AbortSignal) => Promise<RunningProcess>;
  probe: (start: Start) => Promise<ProbeResult>;
  /**
   * Subscribes to what the process does when it becomes ready. Default: nothing tells, so it is probed often.
   * @returns a function that unsubscribes
   */
  onNews?: ((probeNow: () => void) => () => void) | undefined;
  /** Whether the probes continue after it is ready. */
  probesWhenReady: boolean;
  readyTimeoutMs: number;
  stopTimeoutMs: number;
  /** At the end of the session it is killed, because it has nothing to finish. Default: it is sent SIGTERM first. */
  killedAtEnd?: boolean | undefined;
  restart: RestartSpec;
}

/** Called for each started process, before its readiness is awaited. */
export type LaunchListener = (plan: ProcessPlan, start: Start, process: RunningProcess) => Promise<void>;
