import type { FastifyReply } from 'fastify';
import { lastNumberHeader } from '../../protocol/last-number-header.ts';
import { linkNext, readPageQuery } from '../http/page-query.ts';
import { RequestError } from '../http/request-error.ts';
import type { Range, ReceivedList } from './received-list.ts';

/** @throws RequestError if `after` or `limit` is not a number. */
export function readRange(query: unknown): Range {
  const { after = '0', limit } = readPageQuery(query);
  const seq = Number(after);
  if (!/^\d+$/.test(after) || !Number.isSafeInteger(seq))
    throw new RequestError(400, "Bad Request: 'after' Must Be the Number of a Message");
  return { after: seq, limit };
}

/** Sets the number of the newest message, and the Link to the next page if there is one now. */
export function linkNextRange(reply: FastifyReply, path: string, list: ReceivedList, range: Range): void {
  void reply.header(lastNumberHeader, list.lastSeq);
  if (range.limit === undefined) return;
  const last = list.endOf(range);
  if (last < list.lastSeq) linkNext(reply, path, { after: String(last), limit: range.limit });
}
