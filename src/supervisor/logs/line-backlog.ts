import type { LogLine } from '../../control/contract.ts';

const maxKept = 4 * 1024 * 1024;
/** Memory of a line beside its text, in bytes, about. */
const lineCost = 100;

/**
 * Lines that a reader has not taken yet. Beyond a bound the oldest are left out, and a line in their place says how many: a reader
 * that has stopped reading must not fill the memory.
 */
export class LineBacklog {
  readonly #max: number;
  #begin: LogLine[] = [];
  #begun = 0;
  #lines: LogLine[] = [];
  /** Index of the oldest; those before it are gone. */
  #first = 0;
  #kept = 0;
  readonly #leftOut = new Map<string, number>();

  /** @param max characters, including the memory of each line beside its text */
  constructor(max = maxKept) {
    this.#max = max;
  }

  /** Adds a line that was asked for, and so is kept: before all that are pushed. */
  begin(line: LogLine): void {
    this.#begin.push(line);
  }

  push(line: LogLine): void {
    this.#lines.push(line);
    this.#kept += costOf(line);
    while (this.#kept > this.#max) {
      const oldest = this.#takeOldest();
      if (oldest === undefined) return;
      this.#leftOut.set(oldest.name, (this.#leftOut.get(oldest.name) ?? 0) + 1);
    }
  }

  shift(): LogLine | undefined {
    const begin = this.#begin[this.#begun];
    if (begin !== undefined) {
      this.#begun += 1;
      return begin;
    }
    this.#begin = [];
    this.#begun = 0;
    const [next] = this.#leftOut;
    if (next === undefined) return this.#takeOldest();
    const [name, count] = next;
    this.#leftOut.delete(name);
    return { name, line: `… ${count} ${count === 1 ? 'line' : 'lines'} left out` };
  }

  /** Not `Array.shift`, which moves all the others. */
  #takeOldest(): LogLine | undefined {
    const oldest = this.#lines[this.#first];
    if (oldest === undefined) return undefined;
    this.#first += 1;
    this.#kept -= costOf(oldest);
    if (this.#first * 2 > this.#lines.length) {
      this.#lines = this.#lines.slice(this.#first);
      this.#first = 0;
    }
    return oldest;
  }
}

function costOf({ line }: LogLine): number {
  return line.length + lineCost;
}
