import type { PageAction } from '../../wire/plan-action.ts';

/**
 * Asks the supervisor for an action.
 * @returns what came of it, or why it was refused; for people
 */
export async function act(action: PageAction): Promise<{ ok: boolean; text: string }> {
  try {
    const response = await fetch('/actions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    const answer: unknown = await response.json();
    return { ok: response.ok, text: textOf(answer) };
  } catch {
    return { ok: false, text: 'the supervisor does not answer' };
  }
}

function textOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return 'the answer has an unknown form';
  if ('done' in answer) return String(answer.done);
  if (!('error' in answer)) return 'the answer has an unknown form';
  const { error } = answer;
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}
