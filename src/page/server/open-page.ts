import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hasCode } from '../../foundation/errors/error-code.ts';
import { PageAccess } from './page-access.ts';
import type { PageApp } from './page-app.ts';
import { keepSecrets, readSecrets } from './page-secrets.ts';
import type { WatchedLab } from '../watch/watched-lab.ts';

export interface PageOptions {
  lab: WatchedLab;
  host: string;
  /** 0: the one of the last page of this session, otherwise a free one. */
  port: number;
  /** Keeps the secrets of the session. */
  secretsFile: string;
}

export interface OpenPage {
  /** With the token: anyone who has it can do everything on the page. */
  address: string;
  /** Interrupts the run that was started on the page; settles when its program has ended, after seconds at most. */
  endRun: () => Promise<void>;
  close: () => Promise<void>;
}

/**
 * Serves the live page of a lab on a loopback address. Until the first request it only listens.
 * A free port is also used if another program listens on the wanted one: no lab is to fail for its page.
 */
export async function openPage({ lab, host, port, secretsFile }: PageOptions): Promise<OpenPage> {
  const server = createServer();
  const secrets = await readSecrets(secretsFile);
  const listens = await listen(server, host, port === 0 ? (secrets.port ?? 0) : port);
  const access = new PageAccess(secrets, listens);
  let app: PageApp | undefined;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { createPageApp } = await import('./page-app.ts');
    app ??= createPageApp(lab, access, host);
    app.handle(request, response);
  };
  // In the same turn of the event loop in which it began to listen, so no request is missed.
  server.on('request', (request, response) => {
    answer(request, response).catch(() => {
      response.destroy();
    });
  });
  await keepSecrets(secretsFile, secrets, listens);
  return {
    address: `http://${host}:${listens}/?token=${access.token}`,
    endRun: async () => {
      await app?.endRun();
    },
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
