import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededChoices } from '../../../src/scenario/steps/seeded-choices.ts';

const items = Array.from({ length: 10 }, (_, index) => index);

function choose(seed: number, times: number): number[] {
  const choices = seededChoices(seed);
  return Array.from({ length: times }, () => choices.oneOf(items));
}

test('the same seed makes the same choices', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      expect(choose(seed, 20)).toEqual(choose(seed, 20));
    }),
  );
});

test('seeds next to each other, as runs of one batch have them, choose differently', () => {
  const runs = Array.from({ length: 50 }, (_, index) => choose(1_000 + index, 10).join());
  expect(new Set(runs).size).toBe(50);
});

test('every item is chosen about as often', () => {
  const counts = items.map((item) => choose(7, 10_000).filter((chosen) => chosen === item).length);
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});

test('there is nothing to choose from nothing', () => {
  expect(() => seededChoices(1).oneOf([])).toThrow(RangeError);
});
