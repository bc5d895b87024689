import type { IncomingMessage } from 'node:http';
import { UsageError } from '../../foundation/errors/errors.ts';

const mostBytes = 64 * 1024;

/**
 * The body of a request. Only JSON: a form of another page can be sent without asking this server first, JSON cannot.
 * @throws UsageError if it is something else, too large, or not valid
 */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json(;|$)/.test(request.headers['content-type'] ?? ''))
    throw new UsageError('expected a body of type application/json');
  request.setEncoding('utf8');
  let text = '';
  let bytes = 0;
  for await (const chunk of request) {
    const part = String(chunk);
    bytes += Buffer.byteLength(part);
    if (bytes > mostBytes) throw new UsageError(`expected a body of at most ${mostBytes} bytes`);
    text += part;
  }
  try {
    const body: unknown = JSON.parse(text);
    return body;
  } catch (error) {
    throw new UsageError('the body is not valid JSON', { cause: error });
  }
}
