import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { onTestFinished } from 'vitest';

export interface FileServer {
  /** Base address, to be given as DISTQ_MAVEN_REPOSITORY. */
  base: string;
  /** What was asked for, in order. */
  paths: string[];
}

/** A real HTTP server on a port of its own until the test ends. */
export async function serveFiles(
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<FileServer> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    answer(request, response);
  });
  return { base: `${await listen(server)}/maven`, paths };
}

/** A real proxy whose tunnels all lead to one server, whatever name is asked for. */
export async function serveTunnels(to: URL): Promise<{ base: string; targets: string[] }> {
  const targets: string[] = [];
  const proxy = createServer().on('connect', (request, socket) => {
    targets.push(request.url ?? '');
    const upstream = connect(Number(to.port), to.hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      pipeline(socket, upstream, socket).catch(() => undefined);
    });
  });
  return { base: await listen(proxy), targets };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

/** The beginning of a file, with the length of the whole announced where it is known. */
export function sendFile(
  response: ServerResponse,
  path: string,
  options: { announcedBytes?: number; lastByte?: number } = {},
): void {
  if (options.announcedBytes !== undefined) response.setHeader('content-length', options.announcedBytes);
  const end = options.lastByte;
  pipeline(createReadStream(path, end === undefined ? {} : { end }), response).catch(() => undefined);
}
