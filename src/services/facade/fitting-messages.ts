import type { Message } from '../queue/message.ts';

const maxMessages = 1_000;
const maxCharacters = 2_000_000;

/** Number of messages from the start that fit into one request to the log and one write to the queue; at least one. */
export function fittingMessages(messages: readonly Pick<Message, 'msg'>[]): number {
  let characters = 0;
  const most = Math.min(messages.length, maxMessages);
  for (let count = 0; count < most; count += 1) {
    characters += messages[count]?.msg.length ?? 0;
    if (count > 0 && characters > maxCharacters) return count;
  }
  return most;
}
