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
  /** For the whole exchange. */
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
  /** Until the first piece of the body is there. */
  timeoutMs: number;
  /** Between two pieces. While nobody takes any, it does not count. */
  idleTimeoutMs: number;
}

/** An answer whose body is still on its way. */
export interface OpenAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Throws when the connection breaks, or nothing comes for too long: what came before is then not the whole. */
  body: AsyncIterable<Buffer>;
  /** Ends the connection, unless the body has ended. */
  close: () => void;
}

/** Requests over kept connections, each with a bound. */
export class HttpClient {
  readonly #agent = new Agent({
    connections: 256,
    keepAliveTimeout: 10_000,
    connect: { lookup: lookUpHost },
  });

  /** Rejects when there is no complete answer in time; any status is an answer. */
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
   * A GET whose body is read while it comes, no faster than it is taken.
   * @throws Error when its first piece is not there in time; any status is an answer.
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
          // An error of the body that nobody reads any more is nobody's.
          body.on('error', () => undefined).destroy();
        },
      };
    });
  }

  /** Ends every connection and what is under way on it. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

/**
 * `localhost` is this machine (RFC 6761), also where no file of hosts says so, as in a container of nothing but a program: services
 * register under that name.
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
