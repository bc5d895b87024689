import type { Outcome } from '../contract/outcome.ts';

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
