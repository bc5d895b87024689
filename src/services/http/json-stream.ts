import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

const jsonType = 'application/json; charset=utf-8';

/** A client that reads nothing for this time, in ms, is disconnected. */
const stalledMs = 60_000;
const chunkBytes = 64 * 1024;

/**
 * Streams a body with back-pressure. A failure before the first byte is answered like any other; a later one closes the
 * connection, so that the client cannot take a part for the whole.
 */
export function sendJsonStream(
  reply: FastifyReply,
  body: AsyncIterable<Buffer> | Iterable<Buffer>,
  type = jsonType,
): FastifyReply {
  void reply.type(type);
  if (reply.request.method === 'HEAD') return reply.send('');
  reply.raw.setTimeout(stalledMs, () => {
    reply.raw.destroy();
  });
  return reply.send(Readable.from(body, { objectMode: false, highWaterMark: chunkBytes }));
}

/** Joins small pieces into larger chunks. */
export async function* inChunks(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes < chunkBytes) continue;
    yield Buffer.concat(waiting, bytes);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting, bytes);
}
