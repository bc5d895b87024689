import { request } from 'undici';
import { isPageMessage, type PageMessage } from '../../../src/page/wire/page-message.ts';

/** The messages of a stream, until one satisfies `isLast` or the stream ends. */
export async function readMessages(
  url: string,
  headers: Record<string, string>,
  isLast: (message: PageMessage) => boolean,
): Promise<PageMessage[]> {
  const { statusCode, body } = await request(url, { headers });
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}: ${await body.text()}`);
  const messages: PageMessage[] = [];
  const decoder = new TextDecoder();
  let rest = '';
  // Leaving the loop closes the connection.
  for await (const chunk of body) {
    const events = (rest + decoder.decode(Buffer.from(chunk), { stream: true })).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const [, data] = /^data: (.*)$/m.exec(event) ?? [];
      if (data === undefined) continue;
      const message: unknown = JSON.parse(data);
      if (!isPageMessage(message)) throw new Error(`not a message of the page: ${data}`);
      messages.push(message);
      if (isLast(message)) return messages;
    }
  }
  return messages;
}
