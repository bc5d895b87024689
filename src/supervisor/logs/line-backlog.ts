import type { LogLine } from '../../control/contract.ts';

const maxKept = 4 * 1024 * 1024;
/** Approximate memory of a line in addition to its text, in bytes. */
const lineCost = 100;

/**
 * Lines that a reader has not read yet. Above the limit the oldest lines are dropped, and one line says how many. So a
 * reader that stopped reading cannot fill the memory.
 */
export class LineBacklog {
  readonly #max: number;
  #begin: LogLine[] = [];
  #begun = 0;
  #lines: LogLine[] = [];
  /** Index of the oldest line; earlier ones were removed. */
  #first = 0;
  #kept = 0;
  readonly #leftOut = new Map<string, number>();

  /** @param max characters, including the additional memory of each line */
  constructor(max = maxKept) {
    this.#max = max;
  }

  /** Adds a requested line in front of all pushed lines; it is never dropped. */
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

  /** `Array.shift` would move all other lines. */
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
