import { canonicalUuid } from '../../protocol/uuid.ts';
import type { Received } from '../queue/message.ts';
import { readUuid, uuidBytes, writeUuid } from './uuid-bytes.ts';

/** Maximum messages and bytes of text in a chunk. */
export const chunkMessages = 1_024;
const chunkTextBytes = 256 * 1024;
const firstTextBytes = 4 * 1024;
/** Heap bytes of a key that is not a canonical UUID, besides its characters (measured: 89). */
export const otherKeyBytes = 96;
const comma = 0x2c;

/**
 * Consecutive messages, stored outside the heap nearly in the form of answers: texts as JSON, each after a comma. On
 * the heap, the garbage collector would scan a million objects again and again.
 */
export class ReceivedChunk {
  /** Number of the first message. */
  readonly firstSeq: number;
  readonly #uuids = Buffer.alloc(chunkMessages * uuidBytes);
  readonly #atMs = new Float64Array(chunkMessages);
  /** Where each text ends. */
  readonly #ends = new Uint32Array(chunkMessages);
  /** Keys of the messages whose key is not a canonical UUID. */
  readonly #others = new Map<number, { key: string | null; uuid: string | null }>();
  /** On the heap. */
  #otherBytes = 0;
  #texts = Buffer.allocUnsafeSlow(firstTextBytes);
  #count = 0;

  constructor(firstSeq: number) {
    this.firstSeq = firstSeq;
  }

  get count(): number {
    return this.#count;
  }

  get isFull(): boolean {
    return this.#count === chunkMessages || this.#end(this.#count - 1) >= chunkTextBytes;
  }

  /** Bytes of the texts as JSON, and of the keys that are not canonical UUIDs. */
  get bytes(): number {
    return this.#textBytes + this.#otherBytes;
  }

  get #textBytes(): number {
    return this.#end(this.#count - 1);
  }

  /** @param key its key; null: none */
  append({ uuid, msg, at }: Received, key: string | null): void {
    const json = JSON.stringify(msg);
    const start = this.#textBytes;
    const end = start + 1 + Buffer.byteLength(json);
    this.#makeRoom(end);
    this.#texts[start] = comma;
    this.#texts.write(json, start + 1, 'utf8');
    if (key !== null && key === uuid && canonicalUuid(key) === key)
      writeUuid(key, this.#uuids, this.#count * uuidBytes);
    else {
      this.#others.set(this.#count, { key, uuid });
      this.#otherBytes += otherKeyBytes + Buffer.byteLength(key ?? '');
      if (key !== uuid) this.#otherBytes += Buffer.byteLength(uuid ?? '');
    }
    this.#atMs[this.#count] = at;
    this.#ends[this.#count] = end;
    this.#count += 1;
  }

  /** Frees the memory reserved for more messages. */
  seal(): void {
    if (this.#texts.length > this.#textBytes) this.#resize(this.#textBytes);
  }

  /**
   * The texts as JSON, each after a comma, from one index (inclusive) to another (exclusive). A view without copying.
   */
  texts(from: number, to: number): Buffer {
    return this.#texts.subarray(this.#end(from - 1), this.#end(to - 1));
  }

  /** The messages as JSON objects, each after a comma. */
  received(from: number, to: number): Buffer {
    const pieces: Buffer[] = [];
    for (let index = from; index < to; index++) {
      const uuid = JSON.stringify(this.#uuid(index));
      const at = new Date(this.at(index)).toISOString();
      pieces.push(Buffer.from(`,{"seq":${this.firstSeq + index},"uuid":${uuid},"msg":`));
      pieces.push(this.#texts.subarray(this.#end(index - 1) + 1, this.#end(index)));
      pieces.push(Buffer.from(`,"at":"${at}"}`));
    }
    return Buffer.concat(pieces);
  }

  key(index: number): string | null {
    const other = this.#others.get(index);
    return other === undefined ? readUuid(this.#uuids, index * uuidBytes) : other.key;
  }

  /** In ms since the epoch. */
  at(index: number): number {
    return this.#atMs[index] ?? 0;
  }

  #uuid(index: number): string | null {
    const other = this.#others.get(index);
    return other === undefined ? readUuid(this.#uuids, index * uuidBytes) : other.uuid;
  }

  #end(index: number): number {
    return index < 0 ? 0 : (this.#ends[index] ?? 0);
  }

  #makeRoom(bytes: number): void {
    if (bytes > this.#texts.length) this.#resize(Math.max(bytes, this.#texts.length * 2));
  }

  /** Copies to new memory: an answer in progress still reads the current one. */
  #resize(bytes: number): void {
    const larger = Buffer.allocUnsafeSlow(bytes);
    this.#texts.copy(larger, 0, 0, this.#textBytes);
    this.#texts = larger;
  }
}
