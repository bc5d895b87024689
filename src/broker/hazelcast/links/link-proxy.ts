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
  /** Who has connected, by name; undefined: a stranger, who is refused. It may read from the socket what it puts back. */
  callerOf: (socket: Socket) => string | undefined | Promise<string | undefined>;
  table: LinkTable;
}

/** Limit of simultaneous connections, so that a flood takes bounded memory; members need a few. More are reset. */
export const connectionsLimit = 64;

/** Stands before one member: who wants to reach it connects here. */
export class LinkProxy {
  readonly #server: Server;
  readonly #options: LinkProxyOptions;
  /** Accepted, but not yet known who they are. */
  readonly #strangers = new Set<Socket>();
  readonly #connections = new Set<LinkedConnection>();

  private constructor(options: LinkProxyOptions) {
    this.#options = options;
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (socket) => {
      void this.#accept(socket);
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
    for (const socket of this.#strangers) socket.resetAndDestroy();
    for (const connection of this.#connections) connection.reset();
    await closed;
  }

  async #accept(socket: Socket): Promise<void> {
    const { callerOf, to, target, table } = this.#options;
    socket.on('error', () => undefined);
    const isRoom = this.#connections.size + this.#strangers.size < connectionsLimit;
    this.#strangers.add(socket);
    const from = isRoom ? await callerOf(socket) : undefined;
    this.#strangers.delete(socket);
    if (from === undefined || from === to) socket.resetAndDestroy();
    if (socket.destroyed || from === undefined) return;
    const connection: LinkedConnection = new LinkedConnection(socket, { from, to, target }, table, () => {
      this.#connections.delete(connection);
    });
    this.#connections.add(connection);
  }
}
