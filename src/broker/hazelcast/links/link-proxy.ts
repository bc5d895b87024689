import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { LinkTable } from './link-table.ts';
import { LinkedConnection } from './linked-connection.ts';

export interface LinkProxyOptions {
  host: string;
  port: number;
  /** Whom it stands before, by name. */
  to: string;
  /** Where that one listens. */
  target: { host: string; port: number };
  /** Who connects from a port; undefined: a stranger, who is refused. */
  callerOf: (port: number) => string | undefined;
  table: LinkTable;
}

/** Limit of simultaneous connections, so that a flood takes bounded memory; members need a few. More are reset. */
export const connectionsLimit = 64;

/** Stands before one member: who wants to reach it connects here. */
export class LinkProxy {
  readonly #server: Server;
  readonly #options: LinkProxyOptions;
  readonly #connections = new Set<LinkedConnection>();

  private constructor(options: LinkProxyOptions) {
    this.#options = options;
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (socket) => {
      this.#accept(socket);
    });
  }

  /** @throws what the operating system answers if it cannot listen there */
  static async listen(options: LinkProxyOptions): Promise<LinkProxy> {
    const proxy = new LinkProxy(options);
    proxy.#server.listen({ host: options.host, port: options.port, exclusive: true });
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** Closes every connection, too. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const connection of this.#connections) connection.reset();
    await closed;
  }

  #accept(socket: Socket): void {
    const { callerOf, to, target, table } = this.#options;
    const from = callerOf(socket.remotePort ?? 0);
    if (from === undefined || from === to || this.#connections.size >= connectionsLimit) {
      socket.on('error', () => undefined);
      socket.resetAndDestroy();
      return;
    }
    const connection: LinkedConnection = new LinkedConnection(socket, { from, to, target }, table, () => {
      this.#connections.delete(connection);
    });
    this.#connections.add(connection);
  }
}
