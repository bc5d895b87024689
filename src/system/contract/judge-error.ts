import { wasNeverSent } from '../../foundation/errors/never-sent.ts';
import type { Heard } from './outcome.ts';

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
