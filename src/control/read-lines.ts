import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/**
 * The lines of an answer. If the reader stops early, the connection is closed. @throws the error that ends the
 * connection early
 */
export async function* readLines(body: Readable): AsyncGenerator<string> {
  const lines = createInterface({ input: body, crlfDelay: Infinity });
  // A connection that closes in the middle fails both streams; the error of this one would be unhandled.
  lines.on('error', ignore);
  body.on('error', ignore);
  try {
    yield* lines;
  } finally {
    body.destroy();
  }
}

function ignore(): void {
  // The iterator reports the error to a reader.
}
