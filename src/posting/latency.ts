/** Milliseconds; null if nothing was measured. */
export interface Latency {
  p50: number | null;
  p99: number | null;
  max: number | null;
}

/** Percentiles by nearest rank: each is a measured value. */
export function summarizeLatency(measuredMs: readonly number[]): Latency {
  const sorted = [...measuredMs].sort((a, b) => a - b);
  const rank = (percent: number): number | null => {
    const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
    return value === undefined ? null : roundMs(value);
  };
  return { p50: rank(50), p99: rank(99), max: rank(100) };
}

/** Rounds to hundredths of a millisecond. */
export function roundMs(ms: number): number {
  return Math.round(ms * 100) / 100;
}
