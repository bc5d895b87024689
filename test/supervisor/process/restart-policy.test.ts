import { describe, expect, test } from 'vitest';
import { decideRestart } from '../../../src/supervisor/process/restart-policy.ts';

const spec = {
  policy: 'on-failure',
  backoffMs: 100,
  maxBackoffMs: 1_000,
  limit: 5,
  windowMs: 10_000,
} as const;
const crash = { expected: false, failed: true, earlierExitsMs: [], nowMs: 50_000 };

describe('decideRestart', () => {
  test('doubles the pause with each recent failure, up to the bound', () => {
    const delays = [0, 1, 2, 3, 4].map((failures) =>
      decideRestart(spec, { ...crash, earlierExitsMs: Array.from({ length: failures }, () => 49_000) }),
    );
    expect(delays).toEqual([100, 200, 400, 800, 1_000].map((delayMs) => ({ kind: 'restart', delayMs })));
  });

  test('gives up after the limit', () => {
    expect(decideRestart(spec, { ...crash, earlierExitsMs: [1, 2, 3, 4, 5].map((n) => 45_000 + n) })).toEqual(
      {
        kind: 'give-up',
        failures: 6,
      },
    );
  });

  test('forgets failures older than the window', () => {
    expect(decideRestart(spec, { ...crash, earlierExitsMs: [1, 2, 3, 4, 40_000] })).toEqual({
      kind: 'restart',
      delayMs: 100,
    });
  });

  test('does not restart a process that was told to end', () => {
    expect(decideRestart({ ...spec, policy: 'always' }, { ...crash, expected: true })).toEqual({
      kind: 'stay-down',
    });
  });

  test('answers an orderly exit only where the policy is always', () => {
    const left = { ...crash, failed: false };
    expect(decideRestart(spec, left)).toEqual({ kind: 'stay-down' });
    expect(decideRestart({ ...spec, policy: 'always' }, left)).toMatchObject({ kind: 'restart' });
    expect(decideRestart({ ...spec, policy: 'never' }, crash)).toEqual({ kind: 'stay-down' });
  });
});
