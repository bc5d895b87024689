import type { LogLine, LogQuery } from '../../control/contract.ts';
import { channel } from '../../foundation/async/channel.ts';
import { LineBacklog } from './line-backlog.ts';
import type { ProcessLog } from './process-log.ts';

export interface NamedLog {
  name: string;
  log: ProcessLog;
}

/**
 * The last lines of each log, then with `follow` the new lines until `signal` aborts. No line is repeated. Lines are
 * only left out if the reader falls far behind, and one line says how many.
 */
export async function* readLogs(
  logs: readonly NamedLog[],
  { tail, follow }: Pick<LogQuery, 'tail' | 'follow'>,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  if (!follow) {
    for (const { name, log } of logs) for (const line of log.tail(tail)) yield { name, line };
    return;
  }
  const backlog = new LineBacklog();
  yield* channel<LogLine>(
    (take) => {
      // No await between reading the last lines and following: a line in between would be left out.
      const ends = logs.map(({ name, log }) => {
        for (const line of log.tail(tail)) backlog.begin({ name, line });
        return log.onLine((line) => {
          take({ name, line });
        });
      });
      return () => {
        for (const end of ends) end();
      };
    },
    signal,
    backlog,
  );
}
