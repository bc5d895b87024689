import type { Trace } from '../../../protocol/trace/message-trace.ts';
import { askPage, type Refusal } from '../feed/ask-page.ts';

/** What the services know of a message, or why they could not be asked. */
export type WayAnswer = { trace: Trace } | Refusal;

/**
 * Asks for the way of a message. Never rejects.
 * @param message its whole text, or its UUID
 */
export async function askWay(message: string): Promise<WayAnswer> {
  const answer = await askPage(`/trace?${new URLSearchParams({ text: message }).toString()}`, isTrace);
  return 'refusal' in answer ? answer : { trace: answer };
}

function isTrace(value: object): value is Trace {
  return 'messages' in value && 'instances' in value;
}

export function foundText({ messages, omitted }: Trace): string {
  const found = messages.length + omitted;
  if (found === 0) return 'nothing is known of it';
  return found === 1 ? 'one message found' : `${found} messages found`;
}
