import { closeSync, createReadStream, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { messageOf } from '../../foundation/errors/errors.ts';
import { makeDirectory } from '../../foundation/files/make-directory.ts';
import { lastLines } from './last-lines.ts';

const newline = 0x0a;

/** Bytes that could not be written since the last successful write, and the reason. */
interface Loss {
  bytes: number;
  reason: string;
}

/**
 * A log of limited size: above `maxBytes` the file is renamed to `FILE.1` (which is replaced) and a new one begins.
 * Writes are synchronous, so the last output of a dying process is on disk. A failed write (disk full) does not end the
 * writer: the lost bytes are counted, and reported in the log once writing works again.
 */
export class LogFile {
  readonly path: string;
  readonly #maxBytes: number;
  readonly #lossLine: (loss: Loss) => string;
  #descriptor: number;
  #bytes: number;
  #isInsideLine = false;
  #loss: Loss | undefined;

  constructor(path: string, maxBytes: number, lossLine = plainLossLine) {
    makeDirectory(dirname(path));
    this.path = path;
    this.#maxBytes = maxBytes;
    this.#lossLine = lossLine;
    this.#descriptor = openSync(path, 'a', 0o600);
    this.#bytes = fstatSync(this.#descriptor).size;
  }

  append(chunk: Buffer): void {
    let left = chunk;
    try {
      if (this.#bytes > 0 && this.#bytes + chunk.length > this.#maxBytes) this.#rotate();
      this.#tellLoss();
      while (left.length > 0) left = left.subarray(this.#writeSome(left));
    } catch (error) {
      this.#loss = { bytes: (this.#loss?.bytes ?? 0) + left.length, reason: messageOf(error) };
    }
  }

  /** The last lines, oldest first, without an unfinished last line. */
  tail(lines: number): string[] {
    return lastLines([`${this.path}.1`, this.path], lines);
  }

  /** All lines of both files that contain the text, oldest first. Lines written meanwhile may be included. */
  async *linesWith(text: string): AsyncGenerator<string> {
    // Open both before the first await: after a rotation the second path would be another file.
    const descriptors = [`${this.path}.1`, this.path]
      .filter((path) => existsSync(path))
      .map((path) => openSync(path, 'r'));
    try {
      for (const fd of descriptors) {
        const input = createReadStream('', { fd, autoClose: false });
        for await (const line of createInterface({ input, crlfDelay: Infinity }))
          if (line.includes(text)) yield line;
      }
    } finally {
      for (const descriptor of descriptors) closeSync(descriptor);
    }
  }

  close(): void {
    this.append(Buffer.alloc(0));
    closeSync(this.#descriptor);
  }

  /** Writes as much as possible: a full disk may accept a part. @returns bytes written */
  #writeSome(bytes: Buffer): number {
    const written = writeSync(this.#descriptor, bytes);
    this.#bytes += written;
    this.#isInsideLine = bytes[written - 1] !== newline;
    return written;
  }

  #tellLoss(): void {
    if (this.#loss === undefined) return;
    const line = `${this.#isInsideLine ? '\n' : ''}${this.#lossLine(this.#loss)}\n`;
    for (let left = Buffer.from(line); left.length > 0;) left = left.subarray(this.#writeSome(left));
    this.#loss = undefined;
  }

  /** If renaming fails, the old file is continued. */
  #rotate(): void {
    // The file may have been removed, or an earlier attempt may have failed after the rename.
    if (existsSync(this.path)) renameSync(this.path, `${this.path}.1`);
    const next = openSync(this.path, 'a', 0o600);
    closeSync(this.#descriptor);
    this.#descriptor = next;
    this.#bytes = 0;
    this.#isInsideLine = false;
  }
}

function plainLossLine({ bytes, reason }: Loss): string {
  return `${bytes} bytes of log lost: ${reason}`;
}
