import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountFor, type Account } from '../../../src/posting/account.ts';
import { scenarioSchema, type Scenario } from '../../../src/scenario/file/scenario.ts';
import { judge, type Evidence, type Fault } from '../../../src/scenario/verdict/verdict.ts';

const clean: Account = {
  ...accountFor([], { received: {}, queued: [], pending: [], logged: [] }),
  acknowledged: 1,
};
const ref = { uuid: '1', msg: 'msg1' };

function scenario(
  expectation: object = {},
  control: object = {},
  steps: object[] = [{ post: {} }],
): Scenario {
  return scenarioSchema.parse({
    name: 'x',
    title: 'X',
    steps,
    expect: expectation,
    control,
  });
}

function evidence(change: Partial<Evidence> = {}): Evidence {
  return {
    account: clean,
    faults: [],
    stepChecks: [],
    longestGapMs: null,
    slowestRefusalMs: null,
    contested: 0,
    ...change,
  };
}

function fault(doubts: string[] = []): Fault {
  return {
    kind: 'kill',
    target: 'hazelcast-node1',
    role: 'queue-owner',
    signal: 'SIGKILL',
    at: '2026-01-05T10:00:00.000Z',
    pid: 1,
    hit: doubts.length === 0,
    ownerBefore: 'hazelcast-node1',
    ownerAfter: 'hazelcast-node2',
    underWay: true,
    postsUnderWay: 16,
    longestGapMs: null,
    doubts,
  };
}

const missed = fault(['hazelcast-node1 did not own the queue when it was hit']);
const lossy: Account = { ...clean, lost: [ref] };
const failedCheck = { what: 'items', expected: '10', actual: '9', holds: false };

test('nothing is lost and every fault is confirmed: passed', () => {
  expect(judge(scenario(), evidence({ faults: [fault()] })).verdict).toBe('passed');
});

describe('failed', () => {
  const harmful = [
    'lost',
    'duplicated',
    'unexpected',
    'refusedYetDelivered',
    'undelivered',
    'unlogged',
  ] as const;

  test.each(harmful)('where one message is %s and nothing else is expected', (category) => {
    const { verdict, checks } = judge(scenario(), evidence({ account: { ...clean, [category]: [ref] } }));
    expect(verdict).toBe('failed');
    expect(checks.filter(({ holds }) => !holds)).toEqual([
      { what: category, expected: '0', actual: '1', holds: false },
    ]);
  });

  test('where a message is lost, even if the fault is not confirmed', () => {
    expect(judge(scenario(), evidence({ account: lossy, faults: [missed] })).verdict).toBe('failed');
  });

  test('where a message is lost and a control is not met', () => {
    const judged = judge(scenario({}, { duplicated: { min: 1 } }), evidence({ account: lossy }));
    expect(judged.verdict).toBe('failed');
  });

  test('where a check of a step is not met', () => {
    expect(judge(scenario(), evidence({ stepChecks: [failedCheck] })).verdict).toBe('failed');
  });

  test.each([
    [501, false],
    [500, true],
    [null, false],
  ])('a gap of %s ms where 500 are allowed', (longestGapMs, holds) => {
    const judged = judge(scenario({ longestGapMs: 500 }), evidence({ longestGapMs }));
    expect(judged.verdict).toBe(holds ? 'passed' : 'failed');
  });

  test('not by recovered messages', () => {
    expect(judge(scenario(), evidence({ account: { ...clean, recovered: [ref] } })).verdict).toBe('passed');
  });
});

describe('inconclusive', () => {
  test('where a fault is not confirmed, with its doubts', () => {
    const { verdict, preconditions } = judge(scenario(), evidence({ faults: [fault(), missed] }));
    expect(verdict).toBe('inconclusive');
    expect(preconditions.filter(({ holds }) => !holds)).toMatchObject([{ actual: missed.doubts[0] }]);
  });

  test.each<[string, object, object, string]>([
    ['where it posts and says nothing of that', { post: {} }, {}, 'inconclusive'],
    ['also in a repeat', { repeat: { times: 2, steps: [{ post: {} }] } }, {}, 'inconclusive'],
    ['not where that is all right', { post: {} }, { acknowledged: 'any' }, 'passed'],
    ['not where that is expected', { post: {} }, { acknowledged: 0 }, 'passed'],
    ['not where it posts nothing', { stop: 'messages-service' }, {}, 'passed'],
  ])('where nothing was acknowledged: %s', (_, step, account, wanted) => {
    const none = { ...clean, attempted: 2, acknowledged: 0, refused: 2 };
    const { verdict, preconditions } = judge(scenario({ account }, {}, [step]), evidence({ account: none }));
    expect(verdict).toBe(wanted);
    expect(preconditions).toEqual(
      wanted === 'passed'
        ? []
        : [{ what: 'acknowledged', expected: 'at least 1', actual: '0', holds: false }],
    );
  });

  test('where a control showed no loss', () => {
    const control = scenario({ account: { lost: 'any' } }, { lost: { min: 1 } });
    expect(judge(control, evidence()).verdict).toBe('inconclusive');
    expect(judge(control, evidence({ account: lossy })).verdict).toBe('passed');
  });

  test('where a control showed a loss, but its fault is not confirmed', () => {
    const control = scenario({ account: { lost: 'any' } }, { lost: { min: 1 } });
    expect(judge(control, evidence({ account: lossy, faults: [missed] })).verdict).toBe('inconclusive');
  });
});

describe('expected numbers', () => {
  test.each<[object | number | string, number, boolean]>([
    [0, 0, true],
    [2, 3, false],
    [{ min: 2 }, 1, false],
    [{ min: 2 }, 2, true],
    [{ max: 2 }, 3, false],
    [{ max: 2 }, 2, true],
    [{ min: 1, max: 3 }, 2, true],
    [{ min: 1, max: 3 }, 4, false],
    [{}, 9, true],
    ['any', 9, true],
  ])('%j of %i messages', (expected, count, holds) => {
    const account = { ...clean, lost: Array.from({ length: count }, () => ref) };
    expect(judge(scenario({ account: { lost: expected } }), evidence({ account })).verdict).toBe(
      holds ? 'passed' : 'failed',
    );
  });

  test.each<[object | number, string]>([
    [2, '2'],
    [{ min: 2 }, 'at least 2'],
    [{ max: 2 }, 'at most 2'],
    [{ min: 1, max: 3 }, '1 to 3'],
    [{}, 'at least 0'],
  ])('%j is shown as %s', (expected, text) => {
    const { checks } = judge(scenario({ account: { acknowledged: expected } }), evidence());
    expect(checks.find(({ what }) => what === 'acknowledged')).toMatchObject({ expected: text, actual: '1' });
  });

  test('any number is not checked', () => {
    const { checks } = judge(scenario({ account: { lost: 'any' } }), evidence());
    expect(checks.map(({ what }) => what)).not.toContain('lost');
  });

  test('zero is enough if only a maximum is set', () => {
    expect(judge(scenario({ account: { lost: { max: 2 } } }), evidence()).verdict).toBe('passed');
  });

  test('counts are compared as well as lists', () => {
    const account = { ...clean, acknowledged: 9 };
    const { checks } = judge(scenario({ account: { acknowledged: 10 } }), evidence({ account }));
    expect(checks).toContainEqual({ what: 'acknowledged', expected: '10', actual: '9', holds: false });
  });
});

test('for any evidence: passed only if every check is met, and failed if one is not', () => {
  const number = fc.nat(2);
  fc.assert(
    fc.property(
      fc.record({
        lost: number,
        duplicated: number,
        faults: fc.array(fc.boolean()),
        checks: fc.array(fc.boolean()),
      }),
      fc.constantFrom('any', 0),
      fc.boolean(),
      ({ lost, duplicated, faults, checks }, lostExpected, mustLose) => {
        const many = (count: number) => Array.from({ length: count }, () => ref);
        const { verdict } = judge(
          scenario({ account: { lost: lostExpected } }, mustLose ? { lost: { min: 1 } } : {}),
          evidence({
            account: { ...clean, lost: many(lost), duplicated: many(duplicated) },
            faults: faults.map((hit) => (hit ? fault() : missed)),
            stepChecks: checks.map((holds) => ({ ...failedCheck, holds })),
          }),
        );
        const holds = (lostExpected === 'any' || lost === 0) && duplicated === 0 && checks.every(Boolean);
        const proves = faults.every(Boolean) && (!mustLose || lost > 0);
        expect(verdict).toBe(!holds ? 'failed' : proves ? 'passed' : 'inconclusive');
      },
    ),
  );
});

test('a limit for refusals needs a refusal, and none slower', () => {
  const bounded = scenario({ refusedWithinMs: 1000 });
  const verdicts = [null, 1001, 999].map(
    (slowestRefusalMs) => judge(bounded, evidence({ slowestRefusalMs })).verdict,
  );
  expect(verdicts).toEqual(['failed', 'failed', 'passed']);
});

test('a contest that did not happen proves nothing', () => {
  const contest = scenario({}, { contested: { min: 1 } });
  expect(judge(contest, evidence()).verdict).toBe('inconclusive');
  expect(judge(contest, evidence({ contested: 2 })).verdict).toBe('passed');
});

test('a control of crashes counts only processes that died', () => {
  const died = scenario({}, { crashed: { min: 1 } });
  const crash: Fault = { ...fault(), kind: 'crash' };
  expect(judge(died, evidence({ faults: [fault()] })).verdict).toBe('inconclusive');
  expect(judge(died, evidence({ faults: [crash] })).verdict).toBe('passed');
});

test.each([
  ['longestGapMs', 'longestGapMs', 'longest time without an acknowledgement'],
  ['refusedWithinMs', 'slowestRefusalMs', 'longest time until a refusal'],
] as const)('%s shows the limit and the value found, or that there was none', (limit, found, what) => {
  const checkOf = (foundMs: number | null) =>
    judge(scenario({ [limit]: 500 }), evidence({ [found]: foundMs })).checks.find(
      (check) => check.what === what,
    );
  expect(checkOf(499.6)).toEqual({ what, expected: 'at most 500 ms', actual: '500 ms', holds: true });
  expect(checkOf(null)?.holds).toBe(false);
  expect(checkOf(null)?.actual).toMatch(/^no/);
});

test('an unconfirmed fault is named by kind, target and signal, with all its doubts', () => {
  const doubts = ['it did not own the queue', 'no posts were under way'];
  const { preconditions } = judge(scenario(), evidence({ faults: [fault(), fault(doubts)] }));
  const what = 'kill hazelcast-node1 (SIGKILL)';
  const [hit, miss] = preconditions.filter((check) => check.what === what);
  expect(miss).toMatchObject({ actual: doubts.join('; '), holds: false });
  expect(hit?.holds).toBe(true);
  expect(hit?.actual).not.toBe('');
  expect(hit?.expected).not.toBe('');
});

test('controls are told apart from expectations', () => {
  const control = { lost: { min: 1 }, contested: { min: 1 }, crashed: { min: 1 } };
  const { preconditions } = judge(scenario({}, control), evidence());
  const controls = preconditions.filter(({ what }) => what.startsWith('control: '));
  expect(controls.map(({ what }) => what)).toEqual([
    'control: lost',
    'control: contested',
    'control: crashed',
  ]);
});
