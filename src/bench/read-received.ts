import type { ServiceStatus } from '../control/contract.ts';
import type { MessageSets } from '../system/contract/message-sets.ts';

/**
 * Passes on the texts that an instance shows after a position.
 * @param options after: 0 from the first one; find: finds texts in an answer that is no list of messages
 * @returns the position of the last text, for the next call; undefined if the instance numbers nothing and returned
 * everything
 * @throws NotReadyError if it does not answer; ForgottenError
 */
export async function readReceived(
  received: MessageSets,
  instance: ServiceStatus,
  { after, find }: { after: number; find?: (body: string) => string[] },
  onText: (text: string) => void,
): Promise<number | undefined> {
  let last: number | undefined = after;
  for await (const { messages, position } of received.pages(instance, { after, ...(find && { find }) })) {
    for (const { msg } of messages) onText(msg);
    last = position;
  }
  return last;
}
