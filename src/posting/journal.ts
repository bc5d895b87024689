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

/** Written when the answer is known. A message without one was under way when its poster ended: indeterminate. */
export interface AnsweredEvent {
  t: string;
  event: Outcome;
  seq: number;
  uuid: string;
  /** HTTP status; null if none was heard. */
  status: number | null;
  /** From sending to knowing. */
  ms: number;
  reason?: string;
}

export type JournalEvent = AttemptedEvent | AnsweredEvent;

/** Appends what was posted to a file of JSON Lines; see docs/journal.md. */
export class Journal {
  readonly #path: string;
  readonly #file: FileHandle;
  #lines: string[] = [];
  /** The write that will take the lines that wait now. */
  #next: Promise<void> | undefined;
  #last: Promise<void> = Promise.resolve();

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Opens a journal, which is continued if it exists.
   * @throws UsageError if the file cannot be opened for writing, or half a line in it cannot be ended.
   */
  static async open(path: string): Promise<Journal> {
    let file: FileHandle | undefined;
    try {
      file = await open(path, 'a+');
      // A poster that was killed while it wrote leaves half a line, which must not swallow the next.
      if (await endsWithinLine(file)) await file.appendFile('\n');
      return new Journal(path, file);
    } catch (error) {
      await file?.close();
      throw new UsageError(`cannot open the journal ${path}: ${messageOf(error)}`, {
        cause: error,
        hint: 'name a file in a directory that exists, that you may write to and that has room',
      });
    }
  }

  /**
   * Resolves once the event is in the file, and so survives the end of this process by SIGKILL. Events that arrive
   * while a write is under way share the next one.
   * @throws MachineLacksError if it could not be written; every later append then fails, too.
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
    // The caller of append was told of a failure.
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
        hint: 'posting stopped, since what is not recorded cannot be proved; make room on the disk',
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
