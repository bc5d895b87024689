/** For the rest of the log to be taken at the end; whoever reads it may have stopped. */
const flushTimeoutMs = 500;

/**
 * Writes lines to standard output, those of one turn of the event loop in one go, so that a line a message costs little. Never blocks and
 * never throws, also where nobody reads any more: a service must be able to end whatever became of its log.
 */
export class OutputLines {
  #lines = '';
  #isBroken = false;

  constructor() {
    process.stdout.on('error', () => {
      this.#isBroken = true;
      this.#lines = '';
    });
    process.on('exit', () => {
      this.#writeOut();
    });
  }

  write(line: string): void {
    if (this.#isBroken) return;
    if (this.#lines === '')
      setImmediate(() => {
        this.#writeOut();
      });
    this.#lines += line;
  }

  /** Settles once all is written, nobody takes it any more, or half a second is over. */
  async flush(): Promise<void> {
    if (this.#isBroken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, flushTimeoutMs);
      this.#writeOut(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #writeOut(done?: () => void): void {
    const lines = this.#lines;
    this.#lines = '';
    if (this.#isBroken) done?.();
    else if (lines !== '' || done !== undefined) process.stdout.write(lines, done);
  }
}
