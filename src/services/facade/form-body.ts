import { isUtf8 } from 'node:buffer';
import { parse } from 'node:querystring';
import { RequestError } from '../http/request-error.ts';
import { utf8Text } from '../http/text-body.ts';

/**
 * The fields of a form. A `%` that does not start an escape is literal.
 * @throws RequestError if the form, or its decoded text, is not UTF-8.
 */
export function parseForm(body: Buffer): unknown {
  const text = utf8Text(body);
  if (text.includes('%') && !isEscapedUtf8(text))
    throw new RequestError(400, 'Body Is Not UTF-8: its percent-encoded bytes are not');
  return parse(text, '&', '=', { maxKeys: 0 });
}

function isEscapedUtf8(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    // Otherwise it is only a `%` that does not start an escape.
    return (text.match(/(?:%[\da-f]{2})+/gi) ?? []).every((run) =>
      isUtf8(Buffer.from(run.replaceAll('%', ''), 'hex')),
    );
  }
}
