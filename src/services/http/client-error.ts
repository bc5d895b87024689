import type { Socket } from 'node:net';
import { hasCode } from '../../foundation/errors/error-code.ts';

interface Answer {
  status: string;
  error: string;
}

/** Answers requests that the HTTP parser rejects or that are not complete in time, and closes the connection. */
export function answerClientError(error: Error, socket: Socket): void {
  if (!hasCode(error, 'ECONNRESET') && socket.writable) {
    const { status, error: text } = answerTo(error);
    const body = JSON.stringify({ error: text });
    socket.write(
      [
        `HTTP/1.1 ${status}`,
        'content-type: application/json; charset=utf-8',
        `content-length: ${Buffer.byteLength(body)}`,
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  }
  socket.destroy();
}

function answerTo(error: Error): Answer {
  if (hasCode(error, 'ERR_HTTP_REQUEST_TIMEOUT'))
    return { status: '408 Request Timeout', error: 'Request Not Complete in Time' };
  if (hasCode(error, 'HPE_HEADER_OVERFLOW'))
    return { status: '431 Request Header Fields Too Large', error: 'Headers Too Large' };
  return { status: '400 Bad Request', error: 'Malformed Request' };
}
