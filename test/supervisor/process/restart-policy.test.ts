import { describe, expect, test } from 'vitest';
import { decideRestart, RestartHistory } from '../../../src/supervisor/process/restart-policy.ts';

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

describe('RestartHistory', () => {
  const failure = { expected: false, failed: true };

  test('counts unexpected exits until it gives up, and again once they are older than the window', () => {
    const history = new RestartHistory({ ...spec, limit: 2 });
    const decisions = [0, 1, 2, 20_000].map((nowMs) => history.decide(failure, nowMs));
    expect(decisions).toEqual([
      { kind: 'restart', delayMs: 100 },
      { kind: 'restart', delayMs: 200 },
      { kind: 'give-up', failures: 3 },
      { kind: 'restart', delayMs: 100 },
    ]);
  });

  test('does not count exits after which the process stays down', () => {
    const history = new RestartHistory(spec);
    for (let nowMs = 0; nowMs < 3; nowMs += 1) history.decide({ expected: true, failed: true }, nowMs);
    expect(history.decide(failure, 3)).toEqual({ kind: 'restart', delayMs: 100 });
  });

  test('keeps the last hundred exits', () => {
    const history = new RestartHistory({ ...spec, limit: 100, windowMs: 1_000 });
    const decisions = Array.from({ length: 201 }, (_, nowMs) => history.decide(failure, nowMs));
    expect(decisions.slice(100)).toEqual(
      decisions.slice(100).map(() => ({ kind: 'give-up', failures: 101 })),
    );
  });
});
