import type { Socket } from 'node:net';
import type { Link } from './link-table.ts';

/** Limit for one direction of a connection. At the limit reading stops, and the sender's buffers fill, as with TCP. */
export const heldBytesLimit = 512 * 1024;

/** What the receiver is given, in order. `end`: the sender has no more to say; `reset`: it is gone. */
type Item = { kind: 'bytes'; bytes: Buffer; dueMs: number } | { kind: 'end' } | { kind: 'reset' };

/** One direction of a connection: reads from one socket, and writes to the other when the link lets it. */
export class Flow {
  readonly #from: Socket;
  readonly #link: Link;
  #to: Socket | undefined;
  readonly #items: Item[] = [];
  #queuedBytes = 0;
  /** Of the bytes queued, those that the link counts as waiting. */
  #waitingBytes = 0;
  #isDraining = false;
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param from paused: it is read from now on */
  constructor(from: Socket, link: Link) {
    this.#from = from;
    this.#link = link;
    let hasEnded = false;
    from.on('data', (bytes: Buffer) => {
      this.#take(bytes);
    });
    from.once('end', () => {
      hasEnded = true;
      this.#add({ kind: 'end' });
    });
    from.once('close', (hadError) => {
      if (hadError || !hasEnded) this.#add({ kind: 'reset' });
    });
    from.resume();
  }

  /** Everything that was read so far, and will be, goes there. */
  deliverTo(to: Socket): void {
    this.#to = to;
    to.on('drain', () => {
      this.#isDraining = false;
      this.update();
    });
    to.once('close', () => {
      this.discard();
    });
    this.update();
  }

  /** To be called whenever the link has changed. */
  update(): void {
    if (this.#isOver) return;
    this.#countWaiting();
    this.#passOn();
    if (this.#queuedBytes < heldBytesLimit) this.#from.resume();
  }

  /** Nobody receives any more. What still comes is read and dropped, so that the sender's end is noticed. */
  discard(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#items.length = 0;
    this.#queuedBytes = 0;
    this.#countWaiting();
    this.#from.resume();
  }

  #take(bytes: Buffer): void {
    if (this.#isOver) return;
    const piece = this.#link.schedule?.pieceBytes ?? Infinity;
    for (let start = 0; start < bytes.length; start += piece)
      this.#items.push(this.#scheduled(bytes.subarray(start, Math.min(bytes.length, start + piece))));
    this.#queuedBytes += bytes.length;
    this.#countWaiting();
    this.#passOn();
    if (this.#queuedBytes >= heldBytesLimit) this.#from.pause();
  }

  #scheduled(bytes: Buffer): Item {
    const nowMs = performance.now();
    return { kind: 'bytes', bytes, dueMs: this.#link.schedule?.dueMs(bytes.length, nowMs) ?? nowMs };
  }

  #add(item: Item): void {
    if (this.#isOver) return;
    this.#items.push(item);
    this.#passOn();
  }

  #passOn(): void {
    while (this.#link.cut === undefined && this.#to !== undefined && !this.#isDraining) {
      const [item] = this.#items;
      if (item === undefined) return;
      if (item.kind === 'bytes' && this.#isEarly(item.dueMs)) return;
      this.#items.shift();
      this.#deliver(item, this.#to);
    }
  }

  /** Comes back when it is due. A link that is no longer slow keeps nothing back. */
  #isEarly(dueMs: number): boolean {
    const leftMs = dueMs - performance.now();
    if (this.#link.schedule === undefined || leftMs <= 0) return false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.update();
    }, leftMs);
    return true;
  }

  #deliver(item: Item, to: Socket): void {
    switch (item.kind) {
      case 'bytes':
        this.#queuedBytes -= item.bytes.length;
        this.#isDraining = !to.write(item.bytes);
        return;
      case 'end':
        to.end();
        return;
      case 'reset':
        to.resetAndDestroy();
    }
  }

  /** While the link is cut, everything queued waits for it. */
  #countWaiting(): void {
    const waiting = this.#link.cut === undefined ? 0 : this.#queuedBytes;
    this.#link.bytesHeldBack += Math.max(0, waiting - this.#waitingBytes);
    this.#link.bytesWaiting += waiting - this.#waitingBytes;
    this.#waitingBytes = waiting;
  }
}
