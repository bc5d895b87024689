import { pino } from 'pino';
import type { HttpOptions } from '../../../src/services/http/http.ts';
import { Readiness } from '../../../src/services/http/readiness.ts';

/** The frame of a service under test, and the lines it logged. */
export function testFrame(service: string, starting?: string): { http: HttpOptions; lines: string[] } {
  const lines: string[] = [];
  const logger = pino(
    {},
    {
      write: (line: string) => {
        lines.push(line);
      },
    },
  );
  return {
    http: {
      service,
      instance: `${service}-1`,
      host: '127.0.0.1',
      logger,
      readiness: new Readiness(starting),
    },
    lines,
  };
}
