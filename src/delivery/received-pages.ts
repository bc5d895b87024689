import { request } from 'undici';
import { z } from 'zod';
import { NotReadyError, messageOf } from '../shared/errors.ts';
import { mostAPage, nextPage } from '../shared/next-page.ts';

const timeoutMs = 30_000;

/** Only our own services number what they received, and answer by pages. */
const refsSchema = z.array(
  z.object({ seq: z.int().optional(), uuid: z.string().nullable(), msg: z.string() }),
);
export type ReceivedRef = z.output<typeof refsSchema>[number];

/**
 * What an instance says that it received, page by page.
 * @param path `/messages/received` or `/logging/received`
 * @param after number of the last message that is not wanted; 0: from the first one on
 * @throws NotReadyError if it does not answer.
 */
export async function* receivedPages(
  { name, port }: { name: string; port: number },
  path: string,
  after = 0,
): AsyncGenerator<ReceivedRef[]> {
  for (let query: string | undefined = `after=${after}&limit=${mostAPage}`; query !== undefined;) {
    const page: Page = await askPage(name, `http://127.0.0.1:${port}${path}?${query}`);
    yield page.refs;
    query = page.nextQuery;
  }
}

interface Page {
  refs: ReceivedRef[];
  nextQuery: string | undefined;
}

async function askPage(name: string, url: string): Promise<Page> {
  try {
    const { statusCode, headers, body } = await request(url, {
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const answer = await body.json();
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    return { refs: refsSchema.parse(answer), nextQuery: nextPage(headers['link'])?.toString() };
  } catch (error) {
    throw new NotReadyError(`${name} does not tell what it received: ${messageOf(error)}`, { cause: error });
  }
}
