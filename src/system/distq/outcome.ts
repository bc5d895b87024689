import { wasNeverSent } from '../../foundation/errors/never-sent.ts';

/** What became of a message, as far as the one who posted it can know. */
export type Outcome = 'acknowledged' | 'refused' | 'indeterminate';

/** What was heard of one attempt. */
export interface Heard {
  kind: Outcome;
  /** HTTP status; null if none was heard. */
  status: number | null;
  /** Why it was not acknowledged. */
  reason?: string;
}

/** Answers below 500 and 503 promise that the message was not taken; any other error of the server promises nothing. */
export function judgeStatus(status: number): Outcome {
  if (status === 200 || status === 201) return 'acknowledged';
  return (status >= 400 && status < 500) || status === 503 ? 'refused' : 'indeterminate';
}

/** A message that was never sent is refused; where it may have been, nobody knows. */
export function judgeError(error: unknown): Heard {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const message = error instanceof Error && error.message !== '' ? error.message : (code ?? String(error));
  return {
    kind: wasNeverSent(error) ? 'refused' : 'indeterminate',
    status: null,
    reason: message,
  };
}
