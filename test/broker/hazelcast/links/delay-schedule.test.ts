import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DelaySchedule } from '../../../../src/broker/hazelcast/links/delay-schedule.ts';

const steps = fc.array(
  fc.record({
    bytes: fc.integer({ min: 1, max: 100_000 }),
    pauseMs: fc.nat(500),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
  }),
  {
    minLength: 1,
    maxLength: 50,
  },
);
const slowness = fc.record({
  latencyMs: fc.nat(1_000),
  jitterMs: fc.nat(1_000),
  bytesPerSecond: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
});

test('bytes arrive in order, after the latency, and no sooner than the bandwidth allows', () => {
  fc.assert(
    fc.property(steps, slowness, (sent, slow) => {
      let random = 0;
      const schedule = new DelaySchedule(slow, () => random);
      let nowMs = 1_000;
      let earlierMs = 0;
      let bytes = 0;
      for (const step of sent) {
        nowMs += step.pauseMs;
        random = step.random;
        bytes += step.bytes;
        const dueMs = schedule.dueMs(step.bytes, nowMs);
        expect(dueMs).toBeGreaterThanOrEqual(earlierMs);
        expect(dueMs).toBeGreaterThanOrEqual(nowMs + slow.latencyMs);
        const lineMs = (bytes * 1_000) / (slow.bytesPerSecond ?? Infinity);
        expect(dueMs).toBeGreaterThanOrEqual(1_000 + lineMs - 1e-3);
        earlierMs = dueMs;
      }
    }),
  );
});

test('without jitter and bandwidth everything arrives exactly so much later', () => {
  const schedule = new DelaySchedule({ latencyMs: 200 });
  expect([10, 10, 50].map((nowMs) => schedule.dueMs(1_000, nowMs))).toEqual([210, 210, 250]);
});

test('a line that was idle is not made up for', () => {
  const schedule = new DelaySchedule({ latencyMs: 0, bytesPerSecond: 1_000 });
  expect(schedule.dueMs(500, 0)).toBe(500);
  expect(schedule.dueMs(500, 10_000)).toBe(10_500);
  expect(schedule.dueMs(500, 10_000)).toBe(11_000);
});

test('jitter does not let a byte overtake another', () => {
  const late = [0.9, 0];
  const schedule = new DelaySchedule({ latencyMs: 100, jitterMs: 100 }, () => late.shift() ?? 0);
  expect([0, 1].map((nowMs) => schedule.dueMs(1, nowMs))).toEqual([190, 190]);
});
