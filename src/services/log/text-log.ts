import type { Logger } from 'pino';
import { shorten } from './log.ts';

interface TextLogOptions {
  logger: Pick<Logger, 'info'>;
  /** Singular and plural, as in `Message Was Logged`. */
  what: { one: string; many: string };
}

const windowMs = 250;
const linesAWindow = 10;

/**
 * Logs one line per message, and under load one line for many messages: otherwise logging would cost much of the
 * throughput.
 */
export class TextLog {
  readonly #options: TextLogOptions;
  #linesLeft = linesAWindow;
  #more = 0;
  #last = '';
  #window: NodeJS.Timeout | undefined;

  constructor(options: TextLogOptions) {
    this.#options = options;
  }

  add(texts: readonly string[]): void {
    for (const text of texts) this.#addOne(text);
    this.#window ??= setTimeout(() => {
      this.flush();
    }, windowMs).unref();
  }

  /** Logs the messages that have no line yet. */
  flush(): void {
    clearTimeout(this.#window);
    this.#window = undefined;
    this.#linesLeft = linesAWindow;
    const { logger, what } = this.#options;
    if (this.#more > 0) logger.info(`${what.many}: ${this.#more} more, the last one ${shorten(this.#last)}`);
    this.#more = 0;
  }

  #addOne(text: string): void {
    if (this.#linesLeft > 0) {
      this.#linesLeft -= 1;
      this.#options.logger.info(`${this.#options.what.one}: ${shorten(text)}`);
    } else {
      this.#more += 1;
      this.#last = text;
    }
  }
}
