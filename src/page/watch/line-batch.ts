import type { LogLine } from '../../control/contract.ts';
import type { PageLine } from '../wire/page-state.ts';

const everyMs = 200;
/** More lines than that in one batch nobody reads; a browser that draws them all freezes. */
const mostLines = 200;
const mostCharacters = 2_000;

/** Collects log lines, and sends them a few times a second; of very many only the newest, and how many were left out. */
export class LineBatch {
  readonly #send: (lines: PageLine[]) => void;
  #number = 0;
  #lines: PageLine[] = [];
  #leftOut = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (lines: PageLine[]) => void) {
    this.#send = send;
  }

  add({ name, line }: LogLine): void {
    this.#number += 1;
    this.#lines.push({ number: this.#number, name, line: line.slice(0, mostCharacters) });
    // Not at each line: cutting the list costs its length.
    if (this.#lines.length > 2 * mostLines) this.#cut();
    this.#timer ??= setTimeout(() => {
      this.#flush();
    }, everyMs).unref();
  }

  #cut(): void {
    this.#leftOut += Math.max(0, this.#lines.length - mostLines);
    this.#lines = this.#lines.slice(-mostLines);
  }

  #flush(): void {
    this.#cut();
    const [first] = this.#lines;
    const gap =
      this.#leftOut === 0 || first === undefined
        ? []
        : [{ number: first.number - 1, name: 'distq', line: `… ${this.#leftOut} lines left out` }];
    this.#send([...gap, ...this.#lines]);
    this.#lines = [];
    this.#leftOut = 0;
    this.#timer = undefined;
  }
}
