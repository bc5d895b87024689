import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidResponse } from '../../../src/bench/load/invalid-response.ts';
import { parseResponse } from '../../../src/bench/load/parse-response.ts';

const whole = [
  [
    'a length',
    'HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello',
    { status: 201, body: 'hello', keepAlive: true },
  ],
  [
    'chunks, an extension and a trailer',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nx-trailer: 1\r\n\r\n',
    { status: 200, body: 'hello', keepAlive: true },
  ],
  [
    'an interim response before it',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 \r\ncontent-length: 0\r\n\r\n',
    { status: 503, body: '', keepAlive: true },
  ],
  ['no content', 'HTTP/1.1 204 No Content\r\n\r\n', { status: 204, body: '', keepAlive: true }],
  [
    'a connection that closes',
    'HTTP/1.1 200 OK\r\nConnection: close\r\ncontent-length: 2\r\n\r\nok',
    { status: 200, body: 'ok', keepAlive: false },
  ],
  [
    'HTTP/1.0',
    'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok',
    { status: 200, body: 'ok', keepAlive: false },
  ],
  [
    'HTTP/1.0 that stays open',
    'HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\ncontent-length: 2\r\n\r\nok',
    { status: 200, body: 'ok', keepAlive: true },
  ],
] as const;

describe('a response', () => {
  test.each(whole)('with %s is read to its end and no earlier', (_, text, expected) => {
    for (let length = 0; length < text.length; length += 1) {
      expect(parseResponse(text.slice(0, length), false)).toBeUndefined();
    }
    expect(parseResponse(text, false)).toEqual(expected);
  });

  test('without a length ends with the connection', () => {
    const text = 'HTTP/1.1 200 OK\r\n\r\nall of it';
    expect(parseResponse(text, false)).toBeUndefined();
    expect(parseResponse(text, true)).toEqual({ status: 200, body: 'all of it', keepAlive: false });
  });

  test('of any body is read unchanged, in chunks or whole', () => {
    const body = fc.string({ unit: 'binary-ascii', maxLength: 300 });
    fc.assert(
      fc.property(fc.array(body, { maxLength: 5 }), (parts) => {
        const head = 'HTTP/1.1 200 OK\r\n';
        const chunks = parts
          .filter((part) => part !== '')
          .map((part) => `${part.length.toString(16)}\r\n${part}\r\n`);
        const text = parts.join('');
        expect(
          parseResponse(`${head}transfer-encoding: chunked\r\n\r\n${chunks.join('')}0\r\n\r\n`, false)?.body,
        ).toBe(text);
        expect(parseResponse(`${head}content-length: ${text.length}\r\n\r\n${text}`, false)?.body).toBe(text);
      }),
    );
  });
});

test.each([
  ['no HTTP at all', 'SSH-2.0-OpenSSH'],
  ['a status line without a status', 'HTTP/1.1 OK\r\n\r\n'],
  ['a header without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n'],
  ['a length that is none', 'HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n'],
  ['a length and chunks', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n'],
  ['another coding', 'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n'],
  ['more than it says', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nab'],
  [
    'a chunk longer than it says',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n',
  ],
  ['a chunk without a size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx\r\n'],
  ['no end', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1_048_577)}`],
])('%s is not a response', (_, text) => {
  expect(() => parseResponse(text, false)).toThrow(InvalidResponse);
});
