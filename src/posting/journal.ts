import { open, type FileHandle } from 'node:fs/promises';
import { MachineLacksError, UsageError, messageOf } from '../foundation/errors/errors.ts';
import type { Outcome } from '../system/contract/outcome.ts';

/** Written before the message is sent. */
export interface AttemptedEvent {
  /** ISO 8601. */
  t: string;
  event: 'attempted';
  /** Number of the message within one run of `post`, from 1. */
  seq: number;
  uuid: string;
  msg: string;
}

/** Written when the answer is known. A message without it was in flight when its poster ended: indeterminate. */
export interface AnsweredEvent {
  t: string;
  event: Outcome;
  seq: number;
  uuid: string;
  /** HTTP status; null if there was no answer. */
  status: number | null;
  /** From sending to the answer. */
  ms: number;
  reason?: string;
}

export type JournalEvent = AttemptedEvent | AnsweredEvent;

/** Appends posts and answers to a file of JSON Lines; see docs/journal.md. */
export class Journal {
  readonly #path: string;
  readonly #file: FileHandle;
  #lines: string[] = [];
  /** The write that will include the waiting lines. */
  #next: Promise<void> | undefined;
  #last: Promise<void> = Promise.resolve();

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Opens a journal; an existing one is continued.
   * @throws UsageError if the file cannot be opened for writing, or an incomplete line in it cannot be ended
   */
  static async open(path: string): Promise<Journal> {
    let file: FileHandle | undefined;
    try {
      file = await open(path, 'a+');
      // A poster that was killed while writing leaves an incomplete line; the next event must not be appended to it.
      if (await endsWithinLine(file)) await file.appendFile('\n');
      return new Journal(path, file);
    } catch (error) {
      await file?.close();
      throw new UsageError(`cannot open the journal ${path}: ${messageOf(error)}`, {
        cause: error,
        hint: 'name a file in an existing, writable directory with free space',
      });
    }
  }

  /**
   * Resolves when the event is in the file, where it survives a SIGKILL of this process. Events that arrive during a
   * write share the next one.
   * @throws MachineLacksError if writing failed; every later append then fails too
   */
  append(event: JournalEvent): Promise<void> {
    this.#lines.push(`${JSON.stringify(event)}\n`);
    if (this.#next === undefined) {
      this.#next = this.#last.then(() => this.#write());
      this.#last = this.#next;
    }
    return this.#next;
  }

  async close(): Promise<void> {
    // The caller of append got the error.
    await this.#last.catch(() => undefined);
    await this.#file.close();
  }

  async #write(): Promise<void> {
    const text = this.#lines.join('');
    this.#lines = [];
    this.#next = undefined;
    try {
      await this.#file.appendFile(text);
    } catch (error) {
      throw new MachineLacksError(`cannot write the journal ${this.#path}: ${messageOf(error)}`, {
        cause: error,
        hint: 'posting stopped: without the journal nothing can be proved; free some space on the disk',
      });
    }
  }
}

async function endsWithinLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read({ buffer: Buffer.alloc(1), position: size - 1 });
  return buffer[0] !== 0x0a;
}
