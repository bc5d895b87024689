import type { Account } from '../../posting/account.ts';
import type { RunDocument } from '../verdict/run-document.ts';
import type { Fault, Verdict } from '../verdict/verdict.ts';
import { count, duration, number } from '../../report/quantities.ts';
import type { Check } from '../steps/check.ts';

export interface VerdictLine {
  /** One sentence. */
  headline: string;
  /** The reasons, one sentence each. */
  reasons: string[];
}

export const verdictWords: Readonly<Record<Verdict, { word: string; sign: string }>> = {
  passed: { word: 'Passed', sign: '✓' },
  failed: { word: 'Failed', sign: '✗' },
  inconclusive: { word: 'Inconclusive', sign: '?' },
};

/** The verdict in words, with the reasons. */
export function verdictLine(document: RunDocument): VerdictLine {
  const broken = document.checks.filter(({ holds }) => !holds);
  const unmet = document.preconditions.filter(({ holds }) => !holds);
  const seen = [...document.faults.filter(({ hit }) => hit).map(faultSentence), ...gapSentence(document)];
  switch (document.verdict) {
    case 'passed':
      return { headline: accountSentence(document), reasons: seen };
    case 'failed':
      return {
        headline: `${count(broken.length, 'expectation')} not met: ${clauses(broken)}.`,
        reasons: [...untold(broken), ...unmet.map(checkSentence), ...seen],
      };
    case 'inconclusive':
      return {
        headline: `The run is inconclusive: ${clauses(unmet)}.`,
        reasons: [...untold(unmet), ...seen],
      };
  }
}

function accountSentence({ account, preconditions }: RunDocument): string {
  const { acknowledged, lost, duplicated, undelivered } = account;
  if (lost.length > 0) {
    const control = preconditions.some(({ what }) => what === 'control: lost');
    return `${number(lost.length)} of ${count(acknowledged, 'acknowledged message')} were lost, as ${control ? 'this control had to show' : 'expected'}.`;
  }
  if (acknowledged === 0) return 'All expectations are met; no message was acknowledged.';
  const all =
    acknowledged === 1
      ? 'The one acknowledged message was'
      : `All ${number(acknowledged)} acknowledged messages were`;
  if (undelivered.length > 0)
    return `None of ${count(acknowledged, 'acknowledged message')} was lost; ${undeliveredClause(account)}.`;
  return `${all} received${duplicated.length > 0 ? `; ${number(duplicated.length)} more than once, as allowed` : ', none more than once'}.`;
}

function undeliveredClause({ undelivered }: Account): string {
  return `${number(undelivered.length)} ${undelivered.length === 1 ? 'is' : 'are'} still in the queue, as allowed`;
}

const deeds = {
  kill: 'was killed',
  freeze: 'was frozen',
  crash: 'died at a crash point',
  restart: 'was restarted',
  isolate: 'was cut off',
  slow: 'had slow links',
} as const;

/** Describes a fault in one sentence, with the reason if it is not confirmed. */
export function faultSentence(fault: Fault): string {
  const { kind, target, role, signal, ownerBefore, ownerAfter, hit, doubts } = fault;
  if (!hit) return `${kind} ${target} (${signal}) is not confirmed: ${doubts.join('; ')}.`;
  const done = deeds[kind];
  const owned = role === 'queue-owner' || ownerBefore === target;
  const moved =
    owned && ownerAfter !== null && ownerAfter !== target ? `; ${ownerAfter} owns the queue now` : '';
  return `${target}${owned ? ', the owner of the queue,' : ''} ${done} (${signal})${moved}.`;
}

function gapSentence({ longestGapMs }: RunDocument): string[] {
  return longestGapMs === null
    ? []
    : [`Longest time without an acknowledgement while posts were under way: ${duration(longestGapMs)}.`];
}

/** More clauses than this are listed under the headline. */
const mostClauses = 2;

function clauses(checks: readonly Check[]): string {
  if (checks.length === 0) return 'nothing is recorded';
  const more = checks.length - mostClauses;
  return `${checks.slice(0, mostClauses).map(checkClause).join('; ')}${more > 0 ? `; and ${number(more)} more` : ''}`;
}

/** The checks that did not fit into the headline. */
function untold(checks: readonly Check[]): string[] {
  return checks.slice(mostClauses).map(checkSentence);
}

/** A failed check, as a clause. */
function checkClause({ what, expected, actual }: Check): string {
  if (what.startsWith('step: ')) return `${what} failed: ${actual}`;
  if (expected === 'confirmed') return `${what} is not confirmed: ${actual}`;
  return `${what}: ${actual}, expected ${expected}`;
}

function checkSentence(check: Check): string {
  return `${checkClause(check)}.`;
}
