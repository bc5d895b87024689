import { expect, test } from 'vitest';
import { summarizeLatency } from '../../src/posting/latency.ts';

test('percentiles are measured values, by the nearest rank', () => {
  const measured = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(summarizeLatency(measured)).toEqual({ p50: 100, p99: 198, max: 200 });
});

test('a single value is every percentile, and without values there is none', () => {
  expect(summarizeLatency([1.23456])).toEqual({ p50: 1.23, p99: 1.23, max: 1.23 });
  expect(summarizeLatency([])).toEqual({ p50: null, p99: null, max: null });
});
