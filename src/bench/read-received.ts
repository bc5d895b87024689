import type { ServiceStatus } from '../control/contract.ts';
import type { MessageSets } from '../system/contract/message-sets.ts';

/**
 * Passes on the texts that an instance shows after a position.
 * @param after 0: from the first one
 * @returns the position of the last text, for the next call; undefined if the instance numbers nothing and returned
 * everything
 * @throws NotReadyError if it does not answer; ForgottenError
 */
export async function readReceived(
  received: MessageSets,
  instance: ServiceStatus,
  after: number,
  onText: (text: string) => void,
): Promise<number | undefined> {
  let last: number | undefined = after;
  for await (const { messages, position } of received.pages(instance, { after })) {
    for (const { msg } of messages) onText(msg);
    last = position;
  }
  return last;
}
