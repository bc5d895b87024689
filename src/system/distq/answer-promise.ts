import { wasNeverSent } from '../../foundation/errors/never-sent.ts';
import type { Heard, Outcome } from '../contract/outcome.ts';

/**
 * What the facade promises with its status (docs/http.md):
 * - 200, 201: the message is logged, and exactly one messages-service will show it, once (`delivery: raw` promises
 *   less: docs/delivery.md);
 * - 4xx, 503: it was not taken and will not be shown;
 * - any other, such as 500 or 504: nothing; it may have been taken.
 */
export function judgeStatus(status: number): Outcome {
  if (status === 200 || status === 201) return 'acknowledged';
  return (status >= 400 && status < 500) || status === 503 ? 'refused' : 'indeterminate';
}

/** The outcome without an answer: a message that was never sent is refused, any other one is indeterminate. */
export function judgeError(error: unknown): Heard {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const message = error instanceof Error && error.message !== '' ? error.message : (code ?? String(error));
  return {
    kind: wasNeverSent(error) ? 'refused' : 'indeterminate',
    status: null,
    reason: message,
  };
}
