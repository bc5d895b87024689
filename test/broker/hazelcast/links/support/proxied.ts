import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { waitFor } from '../../../../../src/foundation/async/wait-for.ts';
import { LinkProxy } from '../../../../../src/broker/hazelcast/links/link-proxy.ts';
import { LinkTable } from '../../../../../src/broker/hazelcast/links/link-table.ts';
import { freePorts } from '../../support/free-ports.ts';

/** One end of a connection, and what became of it. */
class End {
  readonly socket: Socket;
  readonly #chunks: Buffer[] = [];
  hasEnded = false;
  /** Code of its error, or `closed`; undefined: it is open. */
  over: string | undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    let code: string | undefined;
    socket.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    socket.once('end', () => (this.hasEnded = true));
    socket.on('error', (error: NodeJS.ErrnoException) => (code = error.code));
    socket.once('close', () => (this.over = code ?? 'closed'));
    onTestFinished(() => {
      socket.destroy();
    });
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  get text(): string {
    return this.bytes.toString();
  }

  async untilText(text: string): Promise<void> {
    await this.until(`"${text}"`, () => this.text === text);
  }

  async untilOver(): Promise<string> {
    await this.until('its close', () => this.over !== undefined);
    return this.over ?? '';
  }

  /** Node.js sends the end of the stream right before a reset, and who reads the end first learns of the reset when it writes. */
  async untilReset(): Promise<void> {
    await this.until('a reset', () => {
      if (this.hasEnded) this.socket.write('?');
      return this.over === 'ECONNRESET' || this.over === 'EPIPE';
    });
  }

  async until(what: string, is: () => boolean): Promise<void> {
    await waitFor({
      what,
      timeoutMs: 10_000,
      intervalMs: 5,
      probe: () => is() || undefined,
      lastSeen: () => `${this.bytes.length} bytes, ${this.text.slice(-40)}, ${this.over ?? 'open'}`,
    });
  }
}

/** `b` behind a real proxy, which takes every caller for `a`. */
export class Proxied {
  readonly table = new LinkTable(['a', 'b']);
  readonly accepted: End[] = [];
  readonly port: number;
  readonly proxy: LinkProxy;
  readonly target: Server;

  private constructor(port: number, proxy: LinkProxy, target: Server, table: LinkTable) {
    this.port = port;
    this.proxy = proxy;
    this.target = target;
    this.table = table;
    target.on('connection', (socket) => this.accepted.push(new End(socket)));
  }

  static async start(callerOf: () => string | undefined = () => 'a'): Promise<Proxied> {
    const target = createServer({ allowHalfOpen: true });
    const targetPort = await listen(target);
    const [port = 0] = await freePorts(1);
    const table = new LinkTable(['a', 'b']);
    const proxy = await LinkProxy.listen({
      host: '127.0.0.1',
      port,
      to: 'b',
      target: { host: '127.0.0.1', port: targetPort },
      callerOf,
      table,
    });
    onTestFinished(() => proxy.close());
    return new Proxied(port, proxy, target, table);
  }

  /** Connects to the proxy as `a`. */
  async connect(): Promise<End> {
    const end = new End(connect({ host: '127.0.0.1', port: this.port, allowHalfOpen: true }));
    // It may be reset before it knows that it is connected.
    await once(end.socket, 'connect').catch(() => undefined);
    return end;
  }

  /** A connection that reached the target, both ends. */
  async pair(): Promise<{ a: End; b: End }> {
    const before = this.accepted.length;
    const a = await this.connect();
    return { a, b: await this.untilAccepted(before) };
  }

  async untilAccepted(index: number): Promise<End> {
    return waitFor({
      what: `connection ${index} at the target`,
      timeoutMs: 10_000,
      intervalMs: 5,
      probe: () => this.accepted[index],
    });
  }

  cut(way: 'both' | 'a to b' | 'b to a', newConnections: 'hold' | 'reset' = 'reset'): void {
    if (way !== 'b to a') this.table.cut('a', 'b', newConnections, Date.now());
    if (way !== 'a to b') this.table.cut('b', 'a', newConnections, Date.now());
  }

  heal(): void {
    this.table.heal('a', 'b');
    this.table.heal('b', 'a');
  }

  /** Until so many bytes wait from `a` to `b`. */
  async untilWaiting(bytes: number, [from, to]: [string, string] = ['a', 'b']): Promise<void> {
    await waitFor({
      what: `${bytes} bytes to wait from ${from} to ${to}`,
      timeoutMs: 10_000,
      intervalMs: 5,
      probe: () => this.table.link(from, to).bytesWaiting === bytes || undefined,
      lastSeen: () => String(this.table.link(from, to).bytesWaiting),
    });
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
