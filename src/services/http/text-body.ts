import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestError } from './request-error.ts';

type Done = (error: Error | null, body?: unknown) => void;

/**
 * Makes the routes of an app or scope accept UTF-8 bodies of these content types. With a wrong charset a text other
 * than the sent one would be acknowledged.
 * @param parse may throw a RequestError
 */
export function acceptText(
  scope: FastifyInstance,
  types: readonly string[],
  parse: (body: Buffer, done: Done, request: FastifyRequest) => void,
): void {
  scope.addContentTypeParser([...types], { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    try {
      refuseOtherCharset(request.headers['content-type']);
      parse(body, done, request);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      done(error);
    }
  });
}

/** @throws RequestError if it is not UTF-8. */
export function utf8Text(body: Buffer): string {
  if (!isUtf8(body)) throw new RequestError(400, 'Body Is Not UTF-8');
  return body.toString();
}

/** @throws RequestError if it names a charset other than UTF-8. */
function refuseOtherCharset(contentType = ''): void {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(contentType)?.[1];
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw new RequestError(415, 'Unsupported Charset: send UTF-8');
}
