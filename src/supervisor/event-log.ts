import { EventEmitter } from 'node:events';
import type { StateChange } from '../control/contract.ts';
import { LogFile } from './log-file.ts';

/** State changes: on disk as JSON Lines, and live. */
export class EventLog {
  readonly #file: LogFile;
  #closed = false;
  readonly #changes = new EventEmitter<{ change: [StateChange] }>();

  constructor(path: string) {
    this.#file = new LogFile(path, Infinity, ({ bytes, reason }) =>
      JSON.stringify({ at: new Date().toISOString(), lostBytes: bytes, reason }),
    );
    this.#changes.setMaxListeners(0);
  }

  record(change: StateChange): void {
    if (this.#closed) return;
    this.#file.append(Buffer.from(`${JSON.stringify(change)}\n`));
    this.#changes.emit('change', change);
  }

  onChange(listener: (change: StateChange) => void): () => void {
    this.#changes.on('change', listener);
    return () => {
      this.#changes.off('change', listener);
    };
  }

  close(): void {
    this.#closed = true;
    this.#file.close();
  }
}
