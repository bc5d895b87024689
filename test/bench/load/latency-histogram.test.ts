import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LatencyHistogram } from '../../../src/bench/load/latency-histogram.ts';

test('percentiles are those of the nearest rank, to a thousandth; the maximum is exact', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 100_000_000 }), { minLength: 1, maxLength: 400 }),
      (us) => {
        const histogram = new LatencyHistogram();
        for (const value of us) histogram.record(value / 1000);
        const sorted = [...us].sort((a, b) => a - b);
        const at = (rank: number) => (sorted[Math.max(1, rank) - 1] ?? 0) / 1000;
        const { p50, p90, p99, p999, max } = histogram.percentiles();
        for (const [value, percent] of [
          [p50, 50],
          [p90, 90],
          [p99, 99],
          [p999, 99.9],
        ] as const) {
          // The histogram takes the rank that is nearest to the percentage.
          const expected = at(Math.floor((percent / 100) * sorted.length + 0.5));
          expect(Math.abs((value ?? NaN) - expected)).toBeLessThanOrEqual(0.0051 + expected / 1000);
        }
        expect(max).toBe(Math.round((sorted.at(-1) ?? 0) / 10) / 100);
      },
    ),
  );
});

test('the curve rises to the maximum, with the same number of points for each nine', () => {
  const histogram = new LatencyHistogram();
  for (let ms = 1; ms <= 10_000; ms += 1) histogram.record(ms);
  const curve = histogram.curve();
  expect(curve.at(-1)).toEqual({ percentile: 100, ms: 10_000 });
  expect(curve.map(({ ms }) => ms)).toEqual(curve.map(({ ms }) => ms).sort((a, b) => a - b));
  const between = (from: number, to: number) =>
    curve.filter(({ percentile }) => percentile >= from && percentile < to).length;
  expect(between(90, 99)).toBe(between(99, 99.9));
});

test('an empty histogram gives null, not zero, and forgotten values are gone', () => {
  const histogram = new LatencyHistogram();
  const nothing = { p50: null, p90: null, p99: null, p999: null, max: null };
  expect(histogram.percentiles()).toEqual(nothing);
  expect(histogram.curve()).toEqual([]);
  histogram.record(7);
  expect(histogram.percentiles().max).toBe(7);
  histogram.reset();
  expect(histogram.percentiles()).toEqual(nothing);
});
