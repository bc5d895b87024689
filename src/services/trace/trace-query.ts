import { mostTraced } from '../../protocol/trace/message-trace.ts';
import { RequestError } from '../http/request-error.ts';

type TraceQuery = { text: string } | { uuids: string[] };

/** @throws RequestError unless it has either one text, or between one and ten uuids */
export function readTraceQuery(query: unknown): TraceQuery {
  const [text, ...moreTexts] = parameters(query, 'text');
  const uuids = parameters(query, 'uuid');
  if (text !== undefined && moreTexts.length === 0 && uuids.length === 0) return { text };
  if (text === undefined && uuids.length > 0 && uuids.length <= mostTraced) return { uuids };
  throw new RequestError(400, `Bad Request: Give Either One 'text', or 'uuid' Up to ${mostTraced} Times`);
}

/** @throws RequestError unless it has exactly one uuid, and no text */
export function readOneUuid(query: unknown): string {
  const [uuid, ...more] = parameters(query, 'uuid');
  if (uuid !== undefined && more.length === 0 && parameters(query, 'text').length === 0) return uuid;
  throw new RequestError(400, "Bad Request: Give One 'uuid'");
}

function parameters(query: unknown, name: string): string[] {
  const value: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;
  return [value].flat().filter((one) => typeof one === 'string');
}
