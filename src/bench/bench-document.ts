import type { ArrivalResult } from './arrival.ts';
import type { LoadResult } from './run-load.ts';

/** What was asked for. */
export interface BenchSettings {
  /** Address that was posted to. */
  target: string;
  mode: 'closed' | 'open';
  /** Connections, and so the most messages under way at once. */
  concurrency: number;
  /** Arrivals per second of the open loop. */
  ratePerSecond: number | null;
  /** Of each text. */
  sizeBytes: number;
  warmUpMs: number;
}

/** The document of `distq bench --json`; described in docs/bench.md. */
export interface BenchDocument extends BenchSettings, LoadResult {
  /** null: not asked, since the target is no session of ours or the run was interrupted. */
  arrival: ArrivalResult | null;
}
