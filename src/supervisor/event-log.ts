import { EventEmitter } from 'node:events';
import { openSync, mkdirSync, writeSync, closeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StateChange } from '../control/contract.ts';

/** State changes: on disk as JSON Lines, and live. */
export class EventLog {
  readonly #descriptor: number;
  #closed = false;
  readonly #changes = new EventEmitter<{ change: [StateChange] }>();

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#descriptor = openSync(path, 'a', 0o600);
    this.#changes.setMaxListeners(0);
  }

  record(change: StateChange): void {
    if (this.#closed) return;
    writeSync(this.#descriptor, `${JSON.stringify(change)}\n`);
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
    closeSync(this.#descriptor);
  }
}
