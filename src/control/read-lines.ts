import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** The lines of an answer; a reader who has enough of them closes its connection. @throws what ends the connection before its time */
export async function* readLines(body: Readable): AsyncGenerator<string> {
  const lines = createInterface({ input: body, crlfDelay: Infinity });
  // That the connection is closed in the middle is an error of both, which nobody would hear any more.
  lines.on('error', ignore);
  body.on('error', ignore);
  try {
    yield* lines;
  } finally {
    body.destroy();
  }
}

function ignore(): void {
  // Who still reads gets it from the iterator.
}
