import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute. */
  url: string;
  body?: string;
  contentType?: string;
  /** Timeout in ms of the whole exchange. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

interface OpenRequest {
  /** Absolute. */
  url: string;
  /** Timeout in ms until the first chunk of the body. */
  timeoutMs: number;
  /** Timeout in ms between two chunks. It pauses while the body is not read. */
  idleTimeoutMs: number;
}

/** An answer whose body is still being received. */
export interface OpenAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Throws if the connection breaks or a chunk takes too long: the body is then incomplete. */
  body: AsyncIterable<Buffer>;
  /** Closes the connection, unless the body has ended. */
  close: () => void;
}

/** Requests over kept-alive connections, each with a timeout. */
export class HttpClient {
  readonly #agent = new Agent({
    connections: 256,
    keepAliveTimeout: 10_000,
    connect: { lookup: lookUpHost },
  });

  /** Rejects if there is no complete answer in time; any status is an answer. */
  async request({ method, url, body, contentType, timeoutMs, signal }: HttpRequest): Promise<HttpAnswer> {
    const { origin, pathname, search } = new URL(url);
    return withJoinedSignal({ signals: [signal], timeoutMs }, async (bound) => {
      bound.throwIfAborted();
      const answer = await this.#agent.request({
        origin,
        path: pathname + search,
        method,
        body: body ?? null,
        headers: body === undefined ? {} : { 'content-type': contentType ?? 'application/json' },
        signal: bound,
      });
      return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
    });
  }

  /**
   * A GET whose body is streamed with back-pressure.
   * @throws Error if the first chunk does not arrive in time; any status is an answer.
   */
  async open({ url, timeoutMs, idleTimeoutMs }: OpenRequest): Promise<OpenAnswer> {
    const { origin, pathname, search } = new URL(url);
    return withJoinedSignal({ signals: [], timeoutMs }, async (bound) => {
      const { statusCode, headers, body } = await this.#agent.request({
        origin,
        path: pathname + search,
        method: 'GET',
        signal: bound,
        bodyTimeout: idleTimeoutMs,
      });
      const pieces: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
      const first = await pieces.next();
      return {
        status: statusCode,
        headers,
        body: resume(first, pieces),
        close: () => {
          // An error of a body that is no longer read is ignored.
          body.on('error', () => undefined).destroy();
        },
      };
    });
  }

  /** Closes all connections and aborts their requests. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

/**
 * `localhost` is this machine (RFC 6761), even without a hosts file, as in a minimal container: services register under
 * that name.
 */
const lookUpHost: LookupFunction = (host, options, callback) => {
  if (host !== 'localhost') lookup(host, options, callback);
  else if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

async function* resume(
  first: IteratorResult<Buffer>,
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}
