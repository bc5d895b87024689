import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export interface SmallFacade {
  url: URL;
  port: number;
  close: () => Promise<void>;
}

/** A real HTTP server in front of `answer`, which gets the number of the request, from 1, and its body. */
export async function openFacade(
  answer: (response: ServerResponse, number: number, body: string, request: IncomingMessage) => void,
): Promise<SmallFacade> {
  let number = 0;
  const server = createServer((request, response) => {
    const own = ++number;
    void text(request).then((body) => {
      answer(response, own, body, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export function acknowledge(response: ServerResponse): void {
  response.writeHead(201, { 'content-type': 'application/json' }).end('{"message":{}}');
}
