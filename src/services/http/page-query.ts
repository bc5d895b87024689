import type { FastifyReply } from 'fastify';
import { mostAPage } from '../../protocol/next-page.ts';
import { RequestError } from './request-error.ts';

/** Header that identifies one run of an instance: a restart renumbers its messages. */
export const runHeader = 'distq-run';

/** Both undefined: everything. */
export interface PageQuery {
  after: string | undefined;
  limit: number | undefined;
}

/** @throws RequestError if a parameter is given twice, or `limit` is not a valid number. */
export function readPageQuery(query: unknown): PageQuery {
  const limit = parameter(query, 'limit');
  return {
    after: parameter(query, 'after'),
    limit: limit === undefined ? undefined : readLimit(limit),
  };
}

function parameter(query: unknown, name: string): string | undefined {
  const value: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw new RequestError(400, `Bad Request: '${name}' Given More Than Once`);
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= mostAPage) return limit;
  throw new RequestError(400, `Bad Request: 'limit' Must Be a Whole Number from 1 to ${mostAPage}`);
}

/** Sets the Link to the next page (RFC 8288). */
export function linkNext(reply: FastifyReply, path: string, next: { after: string; limit: number }): void {
  void reply.header(
    'link',
    `<${path}?after=${encodeURIComponent(next.after)}&limit=${next.limit}>; rel="next"`,
  );
}
