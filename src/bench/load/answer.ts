import { judgeStatus, type Outcome } from '../../system/distq/outcome.ts';
import type { Response } from './parse-response.ts';
import type { Unanswered } from './http-connection.ts';

/** Why a post was not acknowledged. */
export type ErrorKind = 'refused' | 'indeterminate' | 'connection' | 'timeout';

/** What became of one post. */
export interface Answer {
  outcome: Outcome;
  /** Undefined: it was acknowledged. */
  error?: { kind: ErrorKind; reason: string };
}

const acknowledged: Answer = { outcome: 'acknowledged' };

/** Any 2xx acknowledges, so that other facades can be measured; the rest is judged as everywhere in distq. */
export function judgeResponse({ status, body }: Response): Answer {
  if (status >= 200 && status < 300) return acknowledged;
  const outcome = judgeStatus(status) === 'refused' ? 'refused' : 'indeterminate';
  return { outcome, error: { kind: outcome, reason: `HTTP ${status}${errorOf(body)}` } };
}

/** Of what was never sent the outcome is known. */
export function judgeUnanswered({ kind, sent, reason }: Unanswered): Answer {
  return { outcome: sent ? 'indeterminate' : 'refused', error: { kind, reason } };
}

function errorOf(latin1: string): string {
  const text = Buffer.from(latin1, 'latin1').toString('utf8');
  const message = /"error":"([^"\\]*)"/.exec(text)?.[1] ?? text.slice(0, 100);
  return message === '' ? '' : `: ${message}`;
}
