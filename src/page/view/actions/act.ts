import type { PageAction } from '../../wire/plan-action.ts';
import { isReadMessages, type ReadMessages } from '../../wire/read-messages.ts';
import { answerText, noAnswerText } from '../feed/answer-text.ts';

export interface Outcome {
  ok: boolean;
  /** What came of it, or why it was refused; for people. */
  text: string;
  /** What was read; absent: nothing was to be read. */
  read?: ReadMessages;
}

/** Asks the supervisor for an action. Never rejects. */
export async function act(action: PageAction): Promise<Outcome> {
  try {
    const response = await fetch('/actions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    const answer: unknown = await response.json();
    const outcome = { ok: response.ok, text: answerText(answer) };
    if (typeof answer !== 'object' || answer === null || !('read' in answer)) return outcome;
    return isReadMessages(answer.read) ? { ...outcome, read: answer.read } : outcome;
  } catch {
    return { ok: false, text: noAnswerText };
  }
}
