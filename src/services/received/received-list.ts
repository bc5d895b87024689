import type { Received } from '../queue/message.ts';
import { chunkMessages, ReceivedChunk } from './received-chunk.ts';

const opening = Buffer.from('[');
const closing = Buffer.from(']');
const empty = Buffer.from('[]');

/**
 * Bytes per message that count in the budget besides its text and a custom key: its share of the arrays and of the UUID
 * index.
 */
export const overheadBytes = 48;

/** A range of a list, by number. */
export interface Range {
  /** Number of the last message before it; 0: from the beginning. */
  after: number;
  /** Maximum number of messages. Default: all. */
  limit?: number | undefined;
}

/**
 * The messages that an instance received, numbered from 1 in the order of arrival. If they exceed the budget, the
 * oldest are forgotten, several at a time; the others keep their numbers.
 */
export class ReceivedList {
  #chunks: ReceivedChunk[] = [];
  #budgetBytes: number;
  #bytes = 0;
  #lastSeq = 0;
  #forgottenUntilMs = -Infinity;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  get firstSeq(): number {
    return this.#chunks[0]?.firstSeq ?? this.#lastSeq + 1;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** The latest time of a forgotten message, in ms since the epoch; -Infinity: none is forgotten. */
  get forgottenUntilMs(): number {
    return this.#forgottenUntilMs;
  }

  get bytes(): number {
    return this.#bytes;
  }

  limitTo(budgetBytes: number): void {
    this.#budgetBytes = budgetBytes;
    this.#forget();
  }

  /**
   * @param key identifies the message; null: nothing does
   * @returns its number
   */
  append(message: Received, key: string | null = message.uuid): number {
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || chunk.isFull) {
      chunk?.seal();
      chunk = new ReceivedChunk(this.#lastSeq + 1);
      this.#chunks.push(chunk);
    }
    const before = chunk.bytes;
    chunk.append(message, key);
    this.#bytes += chunk.bytes - before + overheadBytes;
    this.#lastSeq += 1;
    this.#forget();
    return this.#lastSeq;
  }

  /** Undefined if it is forgotten or does not exist yet. */
  key(seq: number): string | null | undefined {
    const chunk = this.#chunkOf(seq);
    return chunk?.key(seq - chunk.firstSeq);
  }

  /** The texts as a JSON array, in chunks; messages that arrive after the call are not included. */
  texts(range: Range): Generator<Buffer, void, undefined> {
    return this.#array(range, this.endOf(range), (chunk, from, to) => chunk.texts(from, to));
  }

  /** The messages with number, uuid and time as a JSON array, in chunks; messages that arrive after the call are not included. */
  received(range: Range): Generator<Buffer, void, undefined> {
    return this.#array(range, this.endOf(range), (chunk, from, to) => chunk.received(from, to));
  }

  /** Number of the last message of the range. */
  endOf({ after, limit = Infinity }: Range): number {
    return Math.min(this.#lastSeq, Math.max(after, this.firstSeq - 1) + limit);
  }

  *#array(
    range: Range,
    last: number,
    part: (chunk: ReceivedChunk, from: number, to: number) => Buffer,
  ): Generator<Buffer, void, undefined> {
    let isFirst = true;
    for (let after = range.after; ;) {
      after = Math.max(after, this.firstSeq - 1);
      const chunk = after < last ? this.#chunkOf(after + 1) : undefined;
      if (chunk === undefined) break;
      const to = Math.min(chunk.count, last - chunk.firstSeq + 1);
      const json = part(chunk, after + 1 - chunk.firstSeq, to);
      // The first has no leading comma.
      if (isFirst) yield opening;
      yield isFirst ? json.subarray(1) : json;
      isFirst = false;
      after = chunk.firstSeq + to - 1;
    }
    yield isFirst ? empty : closing;
  }

  /** Every chunk holds between one and `chunkMessages` messages, which limits the search range. */
  #chunkOf(seq: number): ReceivedChunk | undefined {
    if (seq < this.firstSeq || seq > this.#lastSeq) return undefined;
    let index = Math.floor((seq - this.firstSeq) / chunkMessages);
    for (;;) {
      const chunk = this.#chunks[index];
      if (chunk === undefined || seq < chunk.firstSeq + chunk.count) return chunk;
      index += 1;
    }
  }

  /** The newest chunk is always kept. */
  #forget(): void {
    let forgotten = 0;
    while (this.#bytes > this.#budgetBytes && forgotten < this.#chunks.length - 1) {
      const chunk = this.#chunks[forgotten];
      if (chunk === undefined) break;
      this.#bytes -= chunk.bytes + chunk.count * overheadBytes;
      for (let index = 0; index < chunk.count; index++)
        this.#forgottenUntilMs = Math.max(this.#forgottenUntilMs, chunk.at(index));
      forgotten += 1;
    }
    if (forgotten > 0) this.#chunks = this.#chunks.slice(forgotten);
  }
}
