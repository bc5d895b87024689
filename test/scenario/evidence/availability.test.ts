import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestGapMs } from '../../../src/scenario/evidence/availability.ts';
import type { Period } from '../../../src/scenario/steps/period.ts';

const always: Period = { fromMs: -Infinity, toMs: Infinity };

test('the longest of the gaps, the edges included', () => {
  const posting = [{ fromMs: 0, toMs: 100 }];
  expect(longestGapMs([10, 20, 60, 90], posting)).toBe(40);
  expect(longestGapMs([45, 50, 60], posting)).toBe(45);
  expect(longestGapMs([10, 20, 30], posting)).toBe(70);
});

test('posts that were never acknowledged are one long gap', () => {
  expect(longestGapMs([], [{ fromMs: 0, toMs: 100 }])).toBe(100);
});

test('where no posts were under way there is no gap', () => {
  expect(longestGapMs([1, 2, 3], [])).toBeNull();
});

test('the pause between two loads is no gap', () => {
  const posting = [
    { fromMs: 0, toMs: 10 },
    { fromMs: 1_000, toMs: 1_010 },
  ];
  expect(longestGapMs([5, 1_005], posting)).toBe(5);
});

describe('within a window', () => {
  const posting = [{ fromMs: 0, toMs: 100 }];

  test('a gap that overlaps it counts as a whole', () => {
    expect(longestGapMs([10, 50, 55, 100], posting, { fromMs: 20, toMs: 30 })).toBe(40);
    expect(longestGapMs([10, 50, 55, 100], posting, { fromMs: 52, toMs: 54 })).toBe(5);
  });

  test('is none where no posts were under way', () => {
    expect(longestGapMs([10], posting, { fromMs: 200, toMs: 300 })).toBeNull();
  });
});

/** As the words say it, without any regard for time. */
function plainly(acknowledged: number[], posting: Period[], within: Period): number | null {
  const gaps = posting.flatMap(({ fromMs, toMs }) => {
    const edges = [fromMs, ...acknowledged.filter((at) => at >= fromMs && at <= toMs), toMs];
    return edges
      .slice(1)
      .map((to, index) => ({ from: edges[index] ?? to, to }))
      .filter(({ from, to }) => to >= within.fromMs && from <= within.toMs)
      .map(({ from, to }) => to - from);
  });
  return gaps.length === 0 ? null : Math.max(...gaps);
}

const period = fc
  .tuple(fc.nat(200), fc.nat(200))
  .map(([a, b]) => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) }));

test('for any acknowledgements, loads and windows it matches its definition', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(200), { maxLength: 40 }).map((times) => times.sort((a, b) => a - b)),
      fc.array(period, { maxLength: 4 }),
      fc.oneof(period, fc.constant(always)),
      (acknowledged, posting, within) => {
        expect(longestGapMs(acknowledged, posting, within)).toBe(plainly(acknowledged, posting, within));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a thousand loads in a journal of a hundred thousand are judged soon', () => {
  const acknowledged = Array.from({ length: 100_000 }, (_, index) => index);
  const posting = Array.from({ length: 1_000 }, (_, index) => ({
    fromMs: index * 100,
    toMs: index * 100 + 99,
  }));
  const startedMs = performance.now();
  expect(longestGapMs(acknowledged, posting)).toBe(1);
  // Looking through all acknowledgements for each load takes seconds.
  expect(performance.now() - startedMs).toBeLessThan(500);
});
