import type { LogLine, LogQuery } from '../../control/contract.ts';
import { channel } from '../../foundation/async/channel.ts';
import { LineBacklog } from './line-backlog.ts';
import type { ProcessLog } from './process-log.ts';

interface NamedLog {
  name: string;
  log: ProcessLog;
}

/**
 * The last lines of each log, then, if they are to be followed, what comes until `signal` aborts: no line twice, and none left out but
 * those that a reader far behind is told it missed.
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
      // Nothing is awaited between the end of a log so far and its next line.
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
