import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { eventIdText, type PageMessage } from '../wire/page-message.ts';
import { beginEvents } from './page-answers.ts';

/** Sends messages as server-sent events until the browser leaves or they end; reads no faster than the browser. */
export async function sendEvents(
  response: ServerResponse,
  open: (signal: AbortSignal) => AsyncIterable<PageMessage>,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  beginEvents(response);
  const texts = async function* () {
    yield 'retry: 1000\n\n';
    for await (const message of open(gone.signal)) yield eventText(message);
  };
  // It rejects when the browser leaves in the middle.
  await pipeline(Readable.from(texts()), response).catch(() => undefined);
}

function eventText(message: PageMessage): string {
  return `id: ${eventIdText(message)}\ndata: ${JSON.stringify(message)}\n\n`;
}
