/** When requests are due. Times in ms from the start of the load. */
export interface Schedule {
  /** How many requests are due by now, counted from the start; Infinity if each waits only for a free connection. */
  dueBy(nowMs: number): number;
  /** The same, without requests that are due exactly at that time. */
  dueBefore(endMs: number): number;
  /** The time from which the latency of the request with this index (from 0) counts. */
  intendedMs(index: number, nowMs: number): number;
}

/** Closed loop: each connection posts its next message after the previous answer. */
export const closedLoop: Schedule = {
  dueBy: () => Infinity,
  dueBefore: () => Infinity,
  intendedMs: (_, nowMs) => nowMs,
};

/** Fraction of an arrival: computed times may be off by a rounding error. */
const rounding = 1e-6;

/**
 * Open loop: evenly spaced arrivals that do not wait for answers. The latency of a request counts from the time when it
 * was due, so a stall of the server shows in all requests that it delayed, not only in those in flight.
 */
export function openLoop(ratePerSecond: number): Schedule {
  const intervalMs = 1000 / ratePerSecond;
  return {
    dueBy: (nowMs) => Math.floor(nowMs / intervalMs + rounding) + 1,
    dueBefore: (endMs) => Math.ceil(endMs / intervalMs - rounding),
    intendedMs: (index) => index * intervalMs,
  };
}
