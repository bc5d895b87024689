import type { RunningProcess } from '../shared/process.ts';
import type { RestartSpec } from '../topology/schema.ts';
import type { ProcessLog } from './process-log.ts';

export interface ProbeResult {
  ready: boolean;
  /** What was seen, for the error when it never becomes ready. */
  seen: string;
}

/** What one process is: how it is started, when it counts as ready, and what happens after it died. */
export interface ProcessPlan {
  name: string;
  /**
   * @param generation number of the start, from 1
   * @throws the signal's reason if aborted before it was started
   */
  launch: (generation: number, signal: AbortSignal) => Promise<RunningProcess>;
  probe: (log: ProcessLog) => Promise<ProbeResult>;
  readyTimeoutMs: number;
  stopTimeoutMs: number;
  restart: RestartSpec;
}

/** Told of everything that is started, before it is waited for. */
export type LaunchListener = (name: string, process: RunningProcess) => Promise<void>;
