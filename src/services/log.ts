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

/** The text as it stands in a log line: a huge message must not fill the log. */
export function shorten(text: string, maxLength = 200): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}… (${text.length} characters)`;
}

const fewLines = 10;

/**
 * Logs a line for each text, or one for all of them where they are many: a line a message would cost a good part of the throughput.
 * @param what one message in the singular and in the plural, as in `Message Was Logged`
 */
export function logTexts(
  logger: Logger,
  what: { one: string; many: string },
  texts: readonly string[],
): void {
  if (texts.length > fewLines)
    logger.info(
      `${what.many}: ${texts.length}, from ${shorten(texts[0] ?? '')} to ${shorten(texts.at(-1) ?? '')}`,
    );
  else for (const text of texts) logger.info(`${what.one}: ${shorten(text)}`);
}
