import { facadeTarget } from '../../system/distq/facade-target.ts';
import type { Endpoint } from './http-connection.ts';

/** Where an HTTP address leads to. */
export function endpointOf(url: URL): Endpoint {
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 80) };
}

/**
 * Makes the POST of a text of `sizeBytes` that needs no escaping; all but the text is the same every time.
 * @param url of the facade
 */
export function formRequest(url: URL, sizeBytes: number): (text: string) => string {
  const field = 'msg=';
  const head = [
    `POST ${facadeTarget(url)} HTTP/1.1`,
    `host: ${url.host}`,
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${field.length + sizeBytes}`,
  ].join('\r\n');
  const begin = `${head}\r\n\r\n${field}`;
  return (text) => begin + text;
}
