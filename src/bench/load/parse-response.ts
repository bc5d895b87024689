import { InvalidResponse } from './invalid-response.ts';

export interface Response {
  status: number;
  /** As latin1: one character per byte. */
  body: string;
  /** Whether the connection can be used for another request. */
  keepAlive: boolean;
}

/** An answer to a post has a few hundred bytes; anything larger is invalid. */
const mostBytes = 1_048_576;
const headEnd = '\r\n\r\n';
const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [^\r\n]*)?$/;

/**
 * Parses one complete HTTP/1 response; interim responses (1xx) before it are skipped.
 * @param received everything received since the request, as latin1
 * @param ended the server has closed the connection, which ends a body without a length
 * @returns undefined while it is incomplete
 * @throws InvalidResponse for anything but one well-formed response
 */
export function parseResponse(received: string, ended: boolean): Response | undefined {
  if (received.length > mostBytes) throw new InvalidResponse(`larger than ${mostBytes} bytes`);
  const end = received.indexOf(headEnd);
  if (end === -1) {
    if (!'HTTP/1.'.startsWith(received.slice(0, 7))) throw new InvalidResponse('not HTTP/1');
    return undefined;
  }
  const [first = '', ...lines] = received.slice(0, end).split('\r\n');
  const [, minor, code] = statusLine.exec(first) ?? [];
  if (code === undefined) throw new InvalidResponse('a malformed status line');
  const status = Number(code);
  const rest = received.slice(end + headEnd.length);
  if (status < 200) return parseResponse(rest, ended);
  const head = readHead(lines);
  const keepAlive =
    !head.connection.includes('close') && (minor === '1' || head.connection.includes('keep-alive'));
  if (status === 204 || status === 304) return exact(rest, 0, { status, body: '', keepAlive });
  if (head.chunked) {
    const chunks = parseChunks(rest);
    return chunks === undefined
      ? undefined
      : exact(rest, chunks.length, { status, body: chunks.body, keepAlive });
  }
  if (head.contentLength === undefined) {
    return ended ? { status, body: rest, keepAlive: false } : undefined;
  }
  if (rest.length < head.contentLength) return undefined;
  return exact(rest, head.contentLength, { status, body: rest.slice(0, head.contentLength), keepAlive });
}

interface Head {
  contentLength: number | undefined;
  chunked: boolean;
  /** In lower case. */
  connection: string;
}

/** Reads only the three headers that determine the end of the response and the state of the connection. */
function readHead(lines: readonly string[]): Head {
  const head: Head = { contentLength: undefined, chunked: false, connection: '' };
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new InvalidResponse('a malformed header');
    // Only names of these lengths can be one of the three.
    if (colon !== 14 && colon !== 10 && colon !== 17) continue;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'content-length') {
      if (!/^\d{1,10}$/.test(value) || (head.contentLength ?? Number(value)) !== Number(value)) {
        throw new InvalidResponse('a malformed content-length');
      }
      head.contentLength = Number(value);
    } else if (name === 'transfer-encoding') {
      if (value.toLowerCase() !== 'chunked') throw new InvalidResponse(`transfer-encoding ${value}`);
      head.chunked = true;
    } else if (name === 'connection') {
      head.connection += value.toLowerCase();
    }
  }
  if (head.chunked && head.contentLength !== undefined) {
    throw new InvalidResponse('both content-length and transfer-encoding');
  }
  return head;
}

/** Nothing may follow: only one request is in flight. */
function exact(rest: string, length: number, response: Response): Response {
  if (rest.length > length) throw new InvalidResponse('bytes after its end');
  return response;
}

function parseChunks(text: string): { body: string; length: number } | undefined {
  let body = '';
  let at = 0;
  for (;;) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    const size = /^([0-9a-f]{1,7})[ \t]*(?:;.*)?$/i.exec(text.slice(at, lineEnd))?.[1];
    if (size === undefined) throw new InvalidResponse('a malformed chunk');
    const from = lineEnd + 2;
    const length = parseInt(size, 16);
    if (length === 0) return endOfTrailers(text, from, body);
    if (text.length < from + length + 2) return undefined;
    if (!text.startsWith('\r\n', from + length)) throw new InvalidResponse('a chunk longer than it says');
    body += text.slice(from, from + length);
    at = from + length + 2;
  }
}

function endOfTrailers(
  text: string,
  from: number,
  body: string,
): { body: string; length: number } | undefined {
  for (let at = from; ;) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    if (lineEnd === at) return { body, length: at + 2 };
    at = lineEnd + 2;
  }
}
