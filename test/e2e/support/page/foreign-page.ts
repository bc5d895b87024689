import { createServer } from 'node:http';
import { once } from 'node:events';
import type { BrowserContext } from 'playwright-core';

const action = '{"action":"kill-owner"}';

/** What a page of another port got. */
export interface ForeignAnswers {
  /** Status of the answer to its form. */
  form: number;
  /** What its script saw; the error, if the browser did not let it see the answer. */
  fetch: string;
}

/**
 * Opens a page of another port of this machine in the same browser, to which it sends the cookie of the live page too,
 * and lets it ask for a kill of the owner: with a form, and with a script.
 */
export async function postFromForeignPage(context: BrowserContext, origin: string): Promise<ForeignAnswers> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    // The name and the value of the field, and the sign between them, are JSON together.
    response.end(`<!doctype html><form method="post" enctype="text/plain" action="${origin}/actions">
<input name='{"action":"kill-owner","x":"' value='"}'><button>Go</button></form>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const page = await context.newPage();
  try {
    await page.goto(`http://127.0.0.1:${port}/`);
    const fetched = await page.evaluate<string>(
      `fetch('${origin}/actions', { method: 'POST', mode: 'no-cors', credentials: 'include', body: '${action}' })
        .then(({ type }) => type, String)`,
    );
    const submitted = page.waitForResponse(`${origin}/actions`);
    await page.getByRole('button', { name: 'Go' }).click();
    return { fetch: fetched, form: (await submitted).status() };
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}
