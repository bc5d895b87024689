import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hasCode } from '../../foundation/errors/error-code.ts';
import { PageAccess } from './page-access.ts';
import type { PageApp } from './page-app.ts';
import type { WatchedLab } from './watch-session.ts';

export interface OpenPage {
  /** With the token: whoever has it may do everything on the page. */
  address: string;
  close: () => Promise<void>;
}

/**
 * Serves the live page of a lab on a loopback address. Until the first request it only listens.
 * @param port 0: a free one. A free one is also used if another program listens there: no lab is to fail for its page.
 */
export async function openPage(lab: WatchedLab, host: string, port: number): Promise<OpenPage> {
  let app: PageApp | undefined;
  let access: PageAccess | undefined;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { createPageApp } = await import('./page-app.ts');
    if (access === undefined) return;
    app ??= createPageApp(lab, access, host);
    app.handle(request, response);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      response.destroy();
    });
  });
  const listens = await listen(server, host, port);
  access = new PageAccess(listens);
  return {
    address: `http://${host}:${listens}/?token=${access.token}`,
    close: async () => {
      app?.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    if (port === 0 || !hasCode(error, 'EADDRINUSE', 'EACCES')) throw error;
    return listen(server, host, 0);
  }
  const address = server.address();
  return isAddress(address) ? address.port : port;
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
