import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closedLoop, openLoop } from '../../../src/bench/load/schedule.ts';

test('the open loop has R arrivals per second, evenly spread, whatever is sent', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100 }), (rate, seconds) => {
      const schedule = openLoop(rate);
      expect(schedule.dueBy(0)).toBe(1);
      expect(schedule.dueBefore(seconds * 1000)).toBe(rate * seconds);
      expect(schedule.intendedMs(rate * seconds, 0)).toBeCloseTo(seconds * 1000, 6);
    }),
  );
});

test('an arrival is due at the moment from which its latency counts, and not before', () => {
  const schedule = openLoop(300);
  for (let index = 0; index < 1000; index += 1) {
    const atMs = schedule.intendedMs(index, 0);
    expect(schedule.dueBy(atMs)).toBe(index + 1);
    if (index > 0) expect(schedule.dueBy(atMs - 0.01)).toBe(index);
  }
});

test('the closed loop waits only for a free connection', () => {
  expect(closedLoop.dueBy(0)).toBe(Infinity);
  expect(closedLoop.intendedMs(5, 123)).toBe(123);
});
