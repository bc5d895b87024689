import type { Outcome } from '../../system/contract/outcome.ts';
import type { LoadPost } from '../../system/contract/system.ts';
import type { Response } from './parse-response.ts';
import type { Unanswered } from './http-connection.ts';

/** Why a post was not acknowledged. */
export type ErrorKind = 'refused' | 'indeterminate' | 'connection' | 'timeout';

/** The outcome of one post. */
export interface Answer {
  outcome: Outcome;
  /** undefined: it was acknowledged. */
  error?: { kind: ErrorKind; reason: string };
}

const acknowledged: Answer = { outcome: 'acknowledged' };

/** @param judge returns what status and body promise */
export function judgeResponse(response: Response, judge: LoadPost['judge']): Answer {
  const outcome = judge(response);
  if (outcome === 'acknowledged') return acknowledged;
  const reason = `HTTP ${response.status}${errorOf(response.body)}`;
  return { outcome, error: { kind: outcome, reason } };
}

/** A post that was never sent is refused. */
export function judgeUnanswered({ kind, sent, reason }: Unanswered): Answer {
  return { outcome: sent ? 'indeterminate' : 'refused', error: { kind, reason } };
}

function errorOf(latin1: string): string {
  const text = Buffer.from(latin1, 'latin1').toString('utf8');
  const message = /"error":"([^"\\]*)"/.exec(text)?.[1] ?? text.slice(0, 100);
  return message === '' ? '' : `: ${message}`;
}
