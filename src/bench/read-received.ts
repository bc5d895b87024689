import { request } from 'undici';
import { z } from 'zod';
import { NotReadyError, messageOf } from '../shared/errors.ts';

const timeoutMs = 30_000;
/** The most that a service gives at once. */
const pageSize = 10_000;
const shown = z.array(z.object({ msg: z.string(), seq: z.number().optional() }));

/**
 * Hands over the texts that an instance of messages-service shows after a position, page by page.
 * @param after 0: from the first one
 * @returns the position of the last one, for the next call; undefined if the instance knows no pages and told everything
 * @throws NotReadyError if it does not answer.
 */
export async function readReceived(
  { name, port }: { name: string; port: number },
  after: number,
  onText: (text: string) => void,
): Promise<number | undefined> {
  for (let from = after; ;) {
    const page = await askFor(
      name,
      `http://127.0.0.1:${port}/messages/received?after=${from}&limit=${pageSize}`,
    );
    for (const { msg } of page) onText(msg);
    const last = page.at(-1);
    if (last === undefined) return from;
    if (last.seq === undefined) return undefined;
    from = last.seq;
    if (page.length < pageSize) return from;
  }
}

async function askFor(name: string, url: string): Promise<z.output<typeof shown>> {
  try {
    const { statusCode, body } = await request(url, { headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
    const answer = await body.json();
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    return shown.parse(answer);
  } catch (error) {
    throw new NotReadyError(`${name} does not tell what it received: ${messageOf(error)}`, { cause: error });
  }
}
