import type { MessageFindings } from '../message-findings.ts';
import { passed, type RowOutcome } from '../requirement.ts';

/** The first that did not pass, with the messages of all. */
export function firstFailure(outcomes: readonly RowOutcome[]): RowOutcome {
  const wrong = outcomes.filter(({ verdict }) => verdict !== 'passed');
  const [first] = wrong;
  if (first === undefined) return passed;
  const messages = wrong.reduce<MessageFindings>((all, outcome) => ({ ...all, ...outcome.messages }), {});
  return {
    verdict: first.verdict,
    reason: [...new Set(wrong.flatMap(({ reason }) => reason ?? []))].join('; '),
    messages,
  };
}
