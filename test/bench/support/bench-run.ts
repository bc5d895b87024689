import type { BenchRun } from '../../../src/bench/bench-document.ts';

const percentiles = { p50: 10, p90: 20, p99: 40, p999: 80, max: 100 };

/** A run of two seconds, changed as wanted. */
export function benchRun(changes: Partial<BenchRun> = {}): BenchRun {
  return {
    target: 'http://127.0.0.1:8080/',
    mode: 'closed',
    concurrency: 32,
    ratePerSecond: null,
    sizeBytes: 32,
    warmUpMs: 0,
    startedAt: '2026-01-05T10:00:00.000Z',
    interrupted: false,
    attempted: 2000,
    acknowledged: 1990,
    refused: 6,
    indeterminate: 4,
    durationMs: 1500,
    throughputPerSecond: 1000,
    errorsPerSecond: 5,
    latencyMs: percentiles,
    longestGapMs: 50,
    errors: [{ kind: 'refused', reason: 'HTTP 503: Queue Full', count: 6 }],
    seconds: [
      { second: 0, durationMs: 1000, acknowledged: 1200, refused: 6, indeterminate: 0, ...percentiles },
      {
        second: 1,
        durationMs: 500,
        acknowledged: 790,
        refused: 0,
        indeterminate: 4,
        p50: null,
        p90: null,
        p99: null,
        p999: null,
        max: null,
      },
    ],
    curve: [
      { percentile: 50, ms: 10 },
      { percentile: 99, ms: 40 },
      { percentile: 100, ms: 100 },
    ],
    lateStarts: 0,
    unsent: 0,
    generatorCpu: 0.2,
    arrival: null,
    ...changes,
  };
}
