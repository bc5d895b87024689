import type { Client, IQueue } from 'hazelcast-client';
import {
  answerFieldsAt,
  askPartition,
  requestFieldsAt,
  takeFrame,
  takeList,
  takeNullable,
  type Message,
} from './client-protocol.ts';

/** Of the Open Client Protocol, the same in Hazelcast 5.4 and 5.7. */
const types = { remove: 0x03_04_00, poll: 0x03_05_00, peek: 0x03_07_00, drainToMaxSize: 0x03_0a_00 };
const intBytes = 4;
const longBytes = 8;

/**
 * A queue with its items as the members keep them: serialized. The library reads whatever it takes at once, so that one item that it cannot
 * read takes the others along; and it finds an item only if it would write it just as its producer did.
 */
export class SerializedQueue {
  readonly #client: Client;
  readonly #name: string;
  readonly #partition: number;

  constructor(client: Client, queue: IQueue<unknown>) {
    this.#client = client;
    this.#name = queue.getName();
    this.#partition = client.getPartitionService().getPartitionId(queue.getPartitionKey());
  }

  /** Takes the next item; undefined if none came within the time. */
  poll(timeoutMs: number): Promise<Buffer | undefined> {
    const fields = Buffer.alloc(longBytes);
    fields.writeBigInt64LE(BigInt(Math.ceil(timeoutMs)));
    return this.#ask(types.poll, { fields }, decodeItem);
  }

  /** The next item, left where it is; undefined if there is none. */
  peek(): Promise<Buffer | undefined> {
    return this.#ask(types.peek, {}, decodeItem);
  }

  /** Takes up to so many, what is there at this moment. */
  drain(atMost: number): Promise<Buffer[]> {
    const fields = Buffer.alloc(intBytes);
    fields.writeInt32LE(atMost);
    return this.#ask(types.drainToMaxSize, { fields }, (answer) => {
      takeFrame(answer);
      return takeList(answer);
    });
  }

  /** Removes the first item of that value. @returns whether there was one */
  remove(item: Buffer): Promise<boolean> {
    return this.#ask(types.remove, { item }, (answer) => takeFrame(answer).content[answerFieldsAt] === 1);
  }

  #ask<T>(
    type: number,
    { fields = Buffer.alloc(0), item }: { fields?: Buffer; item?: Buffer },
    decode: (answer: Message) => T,
  ): Promise<T> {
    const request = {
      type,
      isRetryable: false,
      initialBytes: requestFieldsAt + fields.length,
      writeInitial: (content: Buffer) => fields.copy(content, requestFieldsAt),
      more: [Buffer.from(this.#name), ...(item === undefined ? [] : [item])],
    };
    return askPartition(this.#client, this.#partition, request, decode);
  }
}

/** A first frame without fields, and the item or a null frame. */
function decodeItem(answer: Message): Buffer | undefined {
  takeFrame(answer);
  return takeNullable(answer);
}
