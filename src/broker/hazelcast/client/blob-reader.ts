/** Reads big-endian values one after another; every read past the end throws. */
export class BlobReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.#advance(1));
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#advance(2));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#advance(4));
  }

  int64(): bigint {
    return this.#bytes.readBigInt64BE(this.#advance(8));
  }

  float64(): number {
    return this.#bytes.readDoubleBE(this.#advance(8));
  }

  /** @param length in UTF-16 units, two bytes each. */
  utf16(length: number): string {
    // Buffer knows little-endian only, and to swap a copy takes longer than this: the texts are short.
    const start = this.#advance(length * 2);
    let text = '';
    for (let unit = 0; unit < length; unit += 1)
      text += String.fromCharCode(this.#bytes.readUInt16BE(start + unit * 2));
    return text;
  }

  bytes(length: number): Buffer {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  rest(): Buffer {
    return this.bytes(this.#bytes.length - this.#offset);
  }

  #advance(length: number): number {
    const start = this.#offset;
    if (length < 0 || start + length > this.#bytes.length) {
      throw new Error(`the data ends after ${this.#bytes.length} bytes, ${start + length} needed`);
    }
    this.#offset = start + length;
    return start;
  }
}
