import type { FastifyInstance } from 'fastify';
import { withDeadline } from '../../foundation/async/wait-for.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import type { LogPlace } from '../../protocol/trace/message-trace.ts';
import { UnavailableError } from '../http/unavailable-error.ts';
import { readTraceQuery } from '../trace/trace-query.ts';

/** What the log knows of single messages. */
export interface LogView {
  place: (uuid: string) => Promise<LogPlace>;
  /** The UUIDs of messages with exactly this text, in no particular order, at most `most`. Searches the whole log. */
  withText: (text: string, most: number) => Promise<string[]>;
}

const timeoutMs = 1_500;
const mostFound = 100;

/** `GET /trace/log`: with `uuid` whether a message is in the log, and where; with `text` the messages with this text. */
export function addLogRoutes(app: FastifyInstance, log: LogView): void {
  app.get('/trace/log', async ({ query }): Promise<LogPlace | { uuids: string[] }> => {
    const asked = readTraceQuery(query);
    const [uuid = ''] = 'uuids' in asked ? asked.uuids : [];
    const looking: Promise<LogPlace | { uuids: string[] }> =
      'text' in asked ? log.withText(asked.text, mostFound).then((uuids) => ({ uuids })) : log.place(uuid);
    try {
      return await withDeadline('the log', timeoutMs, looking);
    } catch (error) {
      throw new UnavailableError(`Log Unavailable: ${messageOf(error)}`, error);
    }
  });
}
