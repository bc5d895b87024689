import type { Account } from '../../posting/account.ts';
import type { AccountExpectation, ExpectedNumber } from '../file/expectation-schema.ts';
import type { Scenario } from '../file/scenario.ts';
import type { Check } from '../steps/check.ts';
import type { RecordedFault } from '../steps/faults/recorded-fault.ts';
import { placedSteps } from '../steps/placed-steps.ts';

export type Verdict = 'passed' | 'failed' | 'inconclusive';

/** A fault, with data from the journal. */
export interface Fault extends RecordedFault {
  /** Confirmed: there are no `doubts`. */
  hit: boolean;
  /** Posts in flight at the signal; null if it reached no process. */
  postsUnderWay: number | null;
  longestGapMs: number | null;
}

export interface Judgement {
  verdict: Verdict;
  /** The expectations about the account, the availability and the steps. */
  checks: Check[];
  /** The preconditions without which the run is inconclusive. */
  preconditions: Check[];
}

export interface Evidence {
  account: Account;
  faults: readonly Fault[];
  /** Checks of the steps. */
  stepChecks: readonly Check[];
  longestGapMs: number | null;
  /** Longest time in ms until a refusal; null if there was none. */
  slowestRefusalMs: number | null;
  /** Messages that frozen consumers continued with although another consumer already had them. */
  contested: number;
}

/**
 * The verdict, pure. Failed: an expectation is not met. Otherwise inconclusive: a fault had no effect, a control showed
 * no loss, or nothing was acknowledged. Otherwise passed.
 */
export function judge(
  { steps, expect, control }: Pick<Scenario, 'steps' | 'expect' | 'control'>,
  evidence: Evidence,
): Judgement {
  const checks = [
    ...accountChecks(expect.account, evidence.account),
    ...limitChecks('longest time without an acknowledgement', {
      limitMs: expect.longestGapMs,
      foundMs: evidence.longestGapMs,
      nothing: 'no posts were under way',
    }),
    ...limitChecks('longest time until a refusal', {
      limitMs: expect.refusedWithinMs,
      foundMs: evidence.slowestRefusalMs,
      nothing: 'nothing was refused',
    }),
    ...evidence.stepChecks,
  ];
  const preconditions = [
    ...evidence.faults.map(faultCheck),
    ...acknowledgedCheck({ steps, expect }, evidence.account),
    ...[
      ...accountChecks(control, evidence.account),
      ...numberCheck('contested', control.contested, evidence.contested),
      ...numberCheck('crashed', control.crashed, crashed(evidence.faults)),
    ].map((check) => ({ ...check, what: `control: ${check.what}` })),
  ];
  return { verdict: verdictOf(checks, preconditions), checks, preconditions };
}

function verdictOf(checks: readonly Check[], preconditions: readonly Check[]): Verdict {
  const holds = ({ holds }: Check) => holds;
  if (!checks.every(holds)) return 'failed';
  return preconditions.every(holds) ? 'passed' : 'inconclusive';
}

/** How many processes died at a crash point. */
function crashed(faults: readonly Fault[]): number {
  return faults.filter(({ kind, hit }) => kind === 'crash' && hit).length;
}

/** If every post was refused, nothing could be lost, so a pass would prove nothing. */
function acknowledgedCheck(
  { steps, expect }: Pick<Scenario, 'steps' | 'expect'>,
  { acknowledged }: Account,
): Check[] {
  const posts = placedSteps({ steps }).some(({ step }) => step.kind === 'post');
  const isNamed = expect.account.acknowledged !== undefined;
  return posts && !isNamed ? numberCheck('acknowledged', { min: 1 }, acknowledged) : [];
}

function isUnknown({ unknown }: Account, field: string): boolean {
  return Object.keys(unknown ?? {}).includes(field);
}

type Wanted = { [Field in keyof AccountExpectation]?: ExpectedNumber | undefined };

const accountFields = [
  'lost',
  'duplicated',
  'unexpected',
  'refusedYetDelivered',
  'undelivered',
  'unlogged',
  'loggedTwice',
  'recovered',
  'acknowledged',
  'refused',
  'indeterminate',
  'retried',
] as const;

function accountChecks(expected: Wanted, account: Account): Check[] {
  return accountFields.flatMap((field) => {
    const found = account[field];
    // Whether lost or still in the queue is unknown there: a scenario that allows neither has failed either way.
    if (field === 'lost' && account.unknown?.lost !== undefined && account.unknown.notReceived === undefined)
      return numberCheck('notReceived', expected.lost, account.notReceived.length);
    if (isUnknown(account, field)) return [];
    return numberCheck(field, expected[field], typeof found === 'number' ? found : found.length);
  });
}

function numberCheck(what: string, wanted: ExpectedNumber | undefined, actual: number): Check[] {
  if (wanted === undefined || wanted === 'any') return [];
  return [{ what, expected: describeNumber(wanted), actual: String(actual), holds: matches(wanted, actual) }];
}

interface Limit {
  /** undefined: no limit is expected. */
  limitMs: number | undefined;
  foundMs: number | null;
  /** Text for a missing value, which never passes because it proves nothing. */
  nothing: string;
}

function limitChecks(what: string, { limitMs, foundMs, nothing }: Limit): Check[] {
  if (limitMs === undefined) return [];
  return [
    {
      what,
      expected: `at most ${limitMs} ms`,
      actual: foundMs === null ? nothing : `${Math.round(foundMs)} ms`,
      holds: foundMs !== null && foundMs <= limitMs,
    },
  ];
}

function faultCheck({ kind, target, signal, hit, doubts }: Fault): Check {
  return {
    what: `${kind} ${target} (${signal})`,
    expected: 'confirmed',
    actual: hit ? 'hit' : doubts.join('; '),
    holds: hit,
  };
}

function matches(wanted: Exclude<ExpectedNumber, 'any'>, actual: number): boolean {
  if (typeof wanted === 'number') return actual === wanted;
  return actual >= (wanted.min ?? 0) && actual <= (wanted.max ?? Infinity);
}

function describeNumber(wanted: Exclude<ExpectedNumber, 'any'>): string {
  if (typeof wanted === 'number') return String(wanted);
  if (wanted.max === undefined) return `at least ${wanted.min ?? 0}`;
  return wanted.min === undefined ? `at most ${wanted.max}` : `${wanted.min} to ${wanted.max}`;
}
