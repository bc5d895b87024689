import type { LoadPost } from '../contract/system.ts';
import { judgeStatus } from './answer-promise.ts';
import { facadeTarget } from './facade-target.ts';

/** A form POST; only the text changes between requests. */
export function loadPost(url: URL, sizeBytes: number): LoadPost {
  const field = 'msg=';
  const head = [
    `POST ${facadeTarget(url)} HTTP/1.1`,
    `host: ${url.host}`,
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${field.length + sizeBytes}`,
  ].join('\r\n');
  const begin = `${head}\r\n\r\n${field}`;
  return {
    requestOf: (text) => begin + text,
    // Any 2xx acknowledges, so that other facades can be measured; the rest is judged as for distq's facade.
    judge: ({ status }) => (status >= 200 && status < 300 ? 'acknowledged' : judgeStatus(status)),
  };
}
