import { receivedPages } from '../system/distq/received-pages.ts';

/**
 * Hands over the texts that an instance of messages-service shows after a position.
 * @param after 0: from the first one
 * @returns the position of the last one, for the next call; undefined if the instance numbers nothing and told everything
 * @throws NotReadyError if it does not answer; ForgottenError
 */
export async function readReceived(
  instance: { name: string; port: number },
  after: number,
  onText: (text: string) => void,
): Promise<number | undefined> {
  let last: number | undefined = after;
  for await (const page of receivedPages(instance, '/messages/received', { after })) {
    for (const { msg } of page) onText(msg);
    const end = page.at(-1);
    if (end !== undefined) last = end.seq;
  }
  return last;
}
