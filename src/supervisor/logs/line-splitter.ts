const newline = 0x0a;
/** A longer line is cut: without a bound, an endless line would fill the memory. */
const maxLineBytes = 256 * 1024;

/** Finds the lines in a stream's chunks; as cheap as looking for the last line end while there is no listener. */
export class LineSplitter {
  #begun: Buffer = Buffer.alloc(0);

  /** @returns the lines that the chunk completes; none unless they are wanted. */
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
