import { expect, test } from 'vitest';
import { hasPassed } from '../../src/bench/judge-bench.ts';

test.each([
  { attempted: 5, acknowledged: 5, arrival: null, passed: true },
  { attempted: 5, acknowledged: 5, arrival: { complete: true }, passed: true },
  { attempted: 5, acknowledged: 5, arrival: { complete: false }, passed: false },
  { attempted: 5, acknowledged: 4, arrival: { complete: true }, passed: false },
  { attempted: 5, acknowledged: 0, arrival: null, passed: false },
  { attempted: 0, acknowledged: 0, arrival: null, passed: false },
])('$acknowledged of $attempted acknowledged, arrival $arrival: $passed', ({ passed, ...run }) => {
  expect(hasPassed(run)).toBe(passed);
});
