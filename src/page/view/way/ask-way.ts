import type { Trace } from '../../../protocol/trace/message-trace.ts';
import { answerText, noAnswerText } from '../feed/answer-text.ts';

/** What the services know of a message, or why they could not be asked. */
export type WayAnswer = { trace: Trace } | { refusal: string };

/**
 * Asks for the way of a message. Never rejects.
 * @param message its whole text, or its UUID
 */
export async function askWay(message: string): Promise<WayAnswer> {
  try {
    const response = await fetch(`/trace?${new URLSearchParams({ text: message }).toString()}`);
    const answer: unknown = await response.json();
    return response.ok && isTrace(answer) ? { trace: answer } : { refusal: answerText(answer) };
  } catch {
    return { refusal: noAnswerText };
  }
}

/** Server and browser are of one build, so only what tells answers apart is looked at. */
function isTrace(value: unknown): value is Trace {
  return typeof value === 'object' && value !== null && 'messages' in value && 'instances' in value;
}

export function foundText({ messages, omitted }: Trace): string {
  const found = messages.length + omitted;
  if (found === 0) return 'nothing is known of it';
  return found === 1 ? 'one message found' : `${found} messages found`;
}
