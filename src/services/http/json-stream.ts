import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

const jsonType = 'application/json; charset=utf-8';

/** A client that takes nothing for so long is given up. */
const stalledMs = 60_000;
const chunkBytes = 64 * 1024;

/**
 * Answers a body that is made while it is sent, no faster than the client takes it. A failure before its first byte is answered as any
 * other; later it ends the connection, so that the client never takes a part for the whole.
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

/** Joins small pieces to chunks that are worth a write. */
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
