/** Time in ms to flush the log at the end; its reader may have stopped. */
const flushTimeoutMs = 500;

/**
 * Writes lines to standard output; the lines of one event loop turn are written together, so that a line per message is
 * cheap. Never blocks and never throws, even if the output is not read: a service must always be able to stop.
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

  /** Resolves when everything is written, the output is closed, or half a second has passed. */
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
