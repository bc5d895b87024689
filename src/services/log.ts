import { pino } from 'pino';
import type { Logger } from 'pino';

export interface ServiceLog {
  logger: Logger;
  /** Writes out what is still buffered; for the end of the process. */
  flush: () => void;
}

/** JSON lines on standard output, written asynchronously so that a line a message costs little. */
export function createServiceLog(instance: string): ServiceLog {
  const destination = pino.destination({ fd: 1, sync: false });
  const logger = pino({ base: { instance }, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    logger,
    flush: () => {
      try {
        destination.flushSync();
      } catch {
        // Nobody reads standard output any more, or it is not open yet: there is nowhere left to say so.
      }
    },
  };
}

const shownCharacters = 200;

/** The text as it stands in a log line: a huge message must not fill the log. */
export function shorten(text: string): string {
  return text.length <= shownCharacters
    ? text
    : `${text.slice(0, shownCharacters)}… (${text.length} characters)`;
}
