import { pino } from 'pino';
import type { Logger } from 'pino';
import { OutputLines } from './output-lines.ts';

export interface ServiceLog {
  logger: Logger;
  /** Flushes the buffer before the process ends. Has a timeout and never rejects. */
  flush: () => Promise<void>;
}

/** JSON lines on standard output. */
export function createServiceLog(instance: string): ServiceLog {
  // Not pino's own destination: with a broken pipe its flushSync retries forever and blocks the process.
  const output = new OutputLines();
  const logger = pino({ base: { instance }, timestamp: pino.stdTimeFunctions.isoTime }, output);
  return { logger, flush: () => output.flush() };
}

const shownCharacters = 200;

/** The text, shortened for a log line: a huge message must not fill the log. */
export function shorten(text: string): string {
  return text.length <= shownCharacters
    ? text
    : `${text.slice(0, shownCharacters)}… (${text.length} characters)`;
}
