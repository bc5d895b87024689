import type { FastifyReply } from 'fastify';
import { mostAPage } from '../../protocol/next-page.ts';
import { RequestError } from './request-error.ts';

/** Header that tells one run of an instance from the next: the numbers of what it received begin anew. */
export const runHeader = 'distq-run';

/** Both undefined: everything is wanted. */
export interface PageQuery {
  after: string | undefined;
  limit: number | undefined;
}

/** @throws RequestError if a parameter is given twice, or `limit` is no number of messages. */
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

/** Says where the next page is (RFC 8288). */
export function linkNext(reply: FastifyReply, path: string, next: { after: string; limit: number }): void {
  void reply.header(
    'link',
    `<${path}?after=${encodeURIComponent(next.after)}&limit=${next.limit}>; rel="next"`,
  );
}
