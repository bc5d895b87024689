import { describe, expect, test } from 'vitest';
import { highestOf, segmentsOf } from '../../../src/report/plot/series.ts';

describe('segmentsOf', () => {
  test('a sample holds until the next one, the last until the end', () => {
    const samples = [
      { atMs: 0, value: 1 },
      { atMs: 10, value: 1 },
      { atMs: 20, value: 2 },
    ];
    expect(segmentsOf(samples, 50)).toEqual([
      { fromMs: 0, toMs: 20, value: 1 },
      { fromMs: 20, toMs: 50, value: 2 },
    ]);
  });

  test('time without samples is a segment of its own', () => {
    const samples = [
      { atMs: 0, value: 3 },
      { atMs: 10, value: null },
      { atMs: 20, value: null },
      { atMs: 30, value: 3 },
    ];
    expect(segmentsOf(samples, 40)).toEqual([
      { fromMs: 0, toMs: 10, value: 3 },
      { fromMs: 10, toMs: 30, value: null },
      { fromMs: 30, toMs: 40, value: 3 },
    ]);
  });

  test('many changes keep their peaks, and no time is left out', () => {
    const samples = Array.from({ length: 20_000 }, (_, index) => ({ atMs: index, value: index % 2 }));
    samples[12_345] = { atMs: 12_345, value: 99 };
    const segments = segmentsOf(samples, 20_000);
    expect(segments.length).toBeLessThanOrEqual(600);
    expect(highestOf(segments)).toBe(99);
    expect([segments[0]?.fromMs, segments.at(-1)?.toMs]).toEqual([0, 20_000]);
    for (const [index, { toMs }] of segments.entries()) {
      expect(segments[index + 1]?.fromMs ?? toMs).toBe(toMs);
    }
  });

  test('no samples, no segments', () => {
    expect(segmentsOf([], 100)).toEqual([]);
  });
});
