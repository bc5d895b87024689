import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import type { RunningProcess } from '../../foundation/processes/process.ts';
import { LineSplitter } from './line-splitter.ts';
import { LogFile } from './log-file.ts';

const maxBytes = 8 * 1024 * 1024;

/** The output of one process over all its starts: on disk, and live for followers. */
export class ProcessLog {
  readonly #file: LogFile;
  #closed = false;
  readonly #lines = new EventEmitter<{ line: [string] }>();

  constructor(path: string) {
    this.#file = new LogFile(path, maxBytes);
    this.#lines.setMaxListeners(0);
  }

  get path(): string {
    return this.#file.path;
  }

  follow(process: RunningProcess): void {
    this.#followStream(process.stdout);
    this.#followStream(process.stderr);
  }

  tail(lines: number): string[] {
    return this.#file.tail(lines);
  }

  /** All kept lines that contain the text, oldest first. */
  linesWith(text: string): AsyncIterable<string> {
    return this.#file.linesWith(text);
  }

  /** Calls the listener for each line. @returns a function that removes the listener */
  onLine(listener: (line: string) => void): () => void {
    this.#lines.on('line', listener);
    return () => {
      this.#lines.off('line', listener);
    };
  }

  /** Adds a line written by the supervisor. */
  append(text: string): void {
    this.#write(Buffer.from(text));
  }

  close(): void {
    this.#closed = true;
    this.#file.close();
  }

  #write(chunk: Buffer): void {
    if (!this.#closed) this.#file.append(chunk);
  }

  #followStream(stream: Readable): void {
    const splitter = new LineSplitter();
    const emit = (lines: string[]): void => {
      for (const line of lines) this.#lines.emit('line', line);
    };
    stream.on('data', (chunk: Buffer) => {
      this.#write(chunk);
      emit(splitter.push(chunk, this.#lines.listenerCount('line') > 0));
    });
    stream.on('end', () => {
      emit(splitter.flush());
    });
  }
}
