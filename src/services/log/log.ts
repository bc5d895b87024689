import { pino } from 'pino';
import type { Logger } from 'pino';
import { OutputLines } from './output-lines.ts';

export interface ServiceLog {
  logger: Logger;
  /** Writes out what is still buffered; for the end of the process. Bounded, and never rejects. */
  flush: () => Promise<void>;
}

/** JSON lines on standard output. */
export function createServiceLog(instance: string): ServiceLog {
  // Not pino's own destination: where the pipe is broken its flushSync tries again for ever, and the process hears nothing more.
  const output = new OutputLines();
  const logger = pino({ base: { instance }, timestamp: pino.stdTimeFunctions.isoTime }, output);
  return { logger, flush: () => output.flush() };
}

const shownCharacters = 200;

/** The text as it stands in a log line: a huge message must not fill the log. */
export function shorten(text: string): string {
  return text.length <= shownCharacters
    ? text
    : `${text.slice(0, shownCharacters)}… (${text.length} characters)`;
}
