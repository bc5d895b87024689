import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { niceCeiling, timeStepMs, timeTicksMs } from '../../../src/report/plot/scale.ts';

describe('niceCeiling', () => {
  test.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [7, 8],
    [11, 15],
    [24, 30],
    [120, 150],
    [1_001, 1_500],
  ])('%s fits below %s', (value, ceiling) => {
    expect(niceCeiling(value)).toBe(ceiling);
  });

  test('is never less than the value, and leaves at most half of the height empty', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (value) => {
        const ceiling = niceCeiling(value);
        expect(ceiling).toBeGreaterThanOrEqual(value);
        expect(ceiling).toBeLessThanOrEqual(value * 2);
      }),
    );
  });
});

describe('time axis', () => {
  test('any time is divided into at most the given number of steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 2, max: 200 }), (spanMs, most) => {
        expect(spanMs / timeStepMs(spanMs, most)).toBeLessThanOrEqual(most);
      }),
    );
  });

  test('the marks of twenty seconds', () => {
    expect(timeTicksMs(20_000, 7)).toEqual([0, 5_000, 10_000, 15_000, 20_000]);
  });
});
