import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { makeDirectory } from '../../../foundation/files/make-directory.ts';
import type { Payload, PayloadFile } from './payload.ts';

/**
 * Writes the files of a payload into a directory that is not there yet, each checked against its hash while it is written.
 * @throws Error where the content is another than the manifest says, or it cannot be written; the signal's reason if aborted
 */
export async function writePayload(payload: Payload, directory: string, signal?: AbortSignal): Promise<void> {
  const content = payload.content();
  const source = new PieceReader(content);
  try {
    for (const file of payload.manifest.files) await writeFile(source, file, directory, signal);
  } finally {
    content.destroy();
  }
}

async function writeFile(
  source: PieceReader,
  { path, size, sha256, executable }: PayloadFile,
  directory: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const target = join(directory, path);
  makeDirectory(dirname(target), 0o755);
  const hash = createHash('sha256');
  const file = await open(target, 'wx', executable ? 0o755 : 0o644);
  try {
    for (let left = size; left > 0;) {
      signal?.throwIfAborted();
      const piece = await source.read(left);
      hash.update(piece);
      await file.writeFile(piece);
      left -= piece.length;
    }
  } finally {
    await file.close();
  }
  if (hash.digest('hex') !== sha256) throw new Error(`${path} is damaged inside the executable`);
}

/** Cuts a stream where its files end. */
class PieceReader {
  readonly #pieces: AsyncIterator<unknown>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#pieces = stream[Symbol.asyncIterator]();
  }

  /** @returns at most `most` bytes, at least one. */
  async read(most: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const next = await this.#pieces.next();
      if (next.done === true || !Buffer.isBuffer(next.value))
        throw new Error('the content ends before its last file');
      this.#rest = next.value;
    }
    const piece = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }
}
