import { setTimeout as sleep } from 'node:timers/promises';
import { schedule, type Schedule } from './wait-for.ts';

/**
 * The time of one process. Everything that waits takes it as a dependency, so that a simulation can have its own time.
 */
export interface Clock {
  /** In ms since the epoch. */
  nowMs: () => number;
  /** In ms since some point in time; it never goes back. */
  steadyMs: () => number;
  schedule: Schedule;
  /** Calls back at the end of this turn of the event loop. */
  afterThisTurn: (callback: () => void) => void;
  /** Rejects when the signal aborts. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  steadyMs: () => performance.now(),
  schedule,
  afterThisTurn: (callback) => {
    setImmediate(callback);
  },
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};
