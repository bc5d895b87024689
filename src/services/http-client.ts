import { Agent } from 'undici';

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

/** Requests over kept connections, each with a bound. */
export class HttpClient {
  readonly #agent = new Agent({ connections: 256, keepAliveTimeout: 10_000 });

  /** Rejects when there is no complete answer in time; any status is an answer. */
  async request({ method, url, body, contentType, timeoutMs, signal }: HttpRequest): Promise<HttpAnswer> {
    const { origin, pathname, search } = new URL(url);
    const bound = new AbortController();
    const timer = setTimeout(() => {
      bound.abort(new Error(`no answer within ${Math.round(timeoutMs)} ms`));
    }, timeoutMs);
    const onAbort = (): void => {
      bound.abort(signal?.reason);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      signal?.throwIfAborted();
      const answer = await this.#agent.request({
        origin,
        path: pathname + search,
        method,
        body: body ?? null,
        headers: body === undefined ? {} : { 'content-type': contentType ?? 'application/json' },
        signal: bound.signal,
      });
      return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Ends every connection and what is under way on it. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

const refusals = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

/** Whether the request surely never reached anyone. */
export function wasRefused(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && refusals.has(error.code)
  );
}
