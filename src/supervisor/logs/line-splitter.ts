const newline = 0x0a;
/** Longer lines are cut: an endless line must not fill the memory. */
const maxLineBytes = 256 * 1024;

/** Splits a stream's chunks into lines. Without a listener it only looks for the last line end. */
export class LineSplitter {
  #begun: Buffer = Buffer.alloc(0);

  /** @returns the lines that the chunk completes; none if `wanted` is false */
  push(chunk: Buffer, wanted: boolean): string[] {
    const end = chunk.lastIndexOf(newline);
    if (end === -1) {
      this.#begun = Buffer.concat([this.#begun, chunk]).subarray(0, maxLineBytes);
      return [];
    }
    const lines = wanted ? linesOf(Buffer.concat([this.#begun, chunk.subarray(0, end)])) : [];
    this.#begun = Buffer.from(chunk.subarray(end + 1));
    return lines;
  }

  /** The unfinished line when the stream ended. */
  flush(): string[] {
    const lines = this.#begun.length > 0 ? linesOf(this.#begun) : [];
    this.#begun = Buffer.alloc(0);
    return lines;
  }
}

function linesOf(bytes: Buffer): string[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}
