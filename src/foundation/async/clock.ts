import { setTimeout as sleep } from 'node:timers/promises';
import { schedule, type Schedule } from './wait-for.ts';

/** The time of one process. It is a dependency of whatever waits, so that a simulation can have a time of its own. */
export interface Clock {
  /** In ms since the epoch. */
  nowMs: () => number;
  /** In ms since some moment; it never goes back. */
  steadyMs: () => number;
  schedule: Schedule;
  /** Calls back when everything that comes in this turn of the event loop has come. */
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
