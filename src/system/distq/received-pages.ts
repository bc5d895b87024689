import { request } from 'undici';
import { z } from 'zod';
import { NotReadyError, messageOf } from '../../foundation/errors/errors.ts';
import { mostAPage, nextPage } from '../../protocol/next-page.ts';
import { ForgottenError } from '../contract/forgotten-error.ts';
import type { PagesOptions, SetPage } from '../contract/message-sets.ts';

const timeoutMs = 30_000;

/** Only distq's services number the received messages and answer in pages. */
const refsSchema = z.array(
  z.object({ seq: z.int().optional(), uuid: z.string().nullable(), msg: z.string() }),
);
type ReceivedRef = z.output<typeof refsSchema>[number];

/**
 * The messages that an instance reports as received, page by page.
 * @param path `/messages/received` or `/logging/received`
 * @throws NotReadyError if it does not answer; ForgottenError
 */
export async function* receivedPages(
  { name, port }: { name: string; port: number },
  path: string,
  { after = 0, signal }: PagesOptions = {},
): AsyncGenerator<SetPage> {
  let last = after;
  for (let query: string | undefined = `after=${after}&limit=${mostAPage}`; query !== undefined;) {
    const page: Page = await askPage(name, `http://127.0.0.1:${port}${path}?${query}`, signal);
    if ((page.refs[0]?.seq ?? 0) > last + 1)
      throw new ForgottenError(name, 'a larger retention.shownMb in the topology keeps them');
    const end = page.refs.at(-1);
    last = end?.seq ?? last;
    yield {
      messages: page.refs.map(({ uuid, msg }) => ({ uuid, msg })),
      position: end === undefined ? last : end.seq,
    };
    query = page.nextQuery;
  }
}

interface Page {
  refs: ReceivedRef[];
  nextQuery: string | undefined;
}

async function askPage(name: string, url: string, signal: AbortSignal | undefined): Promise<Page> {
  try {
    const { statusCode, headers, body } = await request(url, {
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
    const answer = await body.json();
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    return { refs: refsSchema.parse(answer), nextQuery: nextPage(headers['link'])?.toString() };
  } catch (error) {
    throw new NotReadyError(`${name} does not report what it received: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
