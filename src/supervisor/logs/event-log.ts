import { EventEmitter } from 'node:events';
import type { NumberedChange, ProcessState, SessionEvent, StateChange } from '../../control/contract.ts';
import { channel } from '../../foundation/async/channel.ts';
import { EventBacklog } from './event-backlog.ts';
import { LogFile } from './log-file.ts';

type Recorded = NumberedChange | Extract<SessionEvent, { event: 'end' }>;

export interface Follower {
  /** Names of the processes to follow. */
  names: ReadonlySet<string>;
  /** Returns the current states of these processes. */
  states: () => ProcessState[];
}

/** State changes, numbered from 1: on disk as JSON Lines, and live. */
export class EventLog {
  readonly #file: LogFile;
  #closed = false;
  #number = 0;
  readonly #events = new EventEmitter<{ event: [Recorded] }>();

  constructor(path: string) {
    this.#file = new LogFile(path, Infinity, ({ bytes, reason }) =>
      JSON.stringify({ at: new Date().toISOString(), lostBytes: bytes, reason }),
    );
    this.#events.setMaxListeners(0);
  }

  /** Call this in the same turn of the event loop in which the state changes, so that no snapshot comes in between. */
  record(change: StateChange): void {
    if (this.#closed) return;
    this.#file.append(Buffer.from(`${JSON.stringify(change)}\n`));
    this.#number += 1;
    this.#events.emit('event', { event: 'change', number: this.#number, ...change });
  }

  /** A snapshot and the changes after it, until `signal` aborts or the log is closed (which is the last event). */
  async *follow({ names, states }: Follower, signal: AbortSignal): AsyncGenerator<SessionEvent> {
    const backlog = new EventBacklog(() => ({ number: this.#number, processes: states() }));
    const events = channel<SessionEvent>((take) => this.#onEvent(names, take), signal, backlog);
    for await (const event of events) {
      yield event;
      if (event.event === 'end') return;
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#file.close();
    this.#events.emit('event', this.#end);
  }

  get #end(): Recorded {
    return { event: 'end', number: this.#number };
  }

  #onEvent(names: ReadonlySet<string>, take: (event: Recorded) => void): () => void {
    const listener = (event: Recorded): void => {
      if (event.event === 'end' || names.has(event.name)) take(event);
    };
    this.#events.on('event', listener);
    if (this.#closed) take(this.#end);
    return () => {
      this.#events.off('event', listener);
    };
  }
}
