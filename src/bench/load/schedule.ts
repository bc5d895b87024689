/** When requests are to be sent. Times in ms from the start of the load. */
export interface Schedule {
  /** How many are due by now, counted from the start; Infinity where each waits only for a free connection. */
  dueBy(nowMs: number): number;
  /** The same without those that are due at that very moment. */
  dueBefore(endMs: number): number;
  /** The moment from which the latency of the request with this index (from 0) counts. */
  intendedMs(index: number, nowMs: number): number;
}

/** Closed loop: each connection posts its next as soon as it has its answer. */
export const closedLoop: Schedule = {
  dueBy: () => Infinity,
  dueBefore: () => Infinity,
  intendedMs: (_, nowMs) => nowMs,
};

/** Parts of an arrival; a moment that was computed may be off by the last digit. */
const rounding = 1e-6;

/**
 * Open loop: evenly spread arrivals that wait for nobody. A request that could only be sent late has waited since it was due, so a
 * stall of the server shows in the latency of all that it held up, and not only of those that were under way.
 */
export function openLoop(ratePerSecond: number): Schedule {
  const intervalMs = 1000 / ratePerSecond;
  return {
    dueBy: (nowMs) => Math.floor(nowMs / intervalMs + rounding) + 1,
    dueBefore: (endMs) => Math.ceil(endMs / intervalMs - rounding),
    intendedMs: (index) => index * intervalMs,
  };
}
