import type { LogLine, LogQuery } from '../control/contract.ts';
import { channel } from '../shared/channel.ts';
import type { ProcessLog } from './process-log.ts';

interface NamedLog {
  name: string;
  log: ProcessLog;
}

/** The last lines of each log, then, if they are to be followed, what comes until `signal` aborts: no line twice, and none left out. */
export async function* readLogs(
  logs: readonly NamedLog[],
  { tail, follow }: Pick<LogQuery, 'tail' | 'follow'>,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  if (!follow) {
    for (const { name, log } of logs) for (const line of log.tail(tail)) yield { name, line };
    return;
  }
  yield* channel<LogLine>((take) => {
    // Nothing is awaited between the end of a log so far and its next line.
    const ends = logs.map(({ name, log }) => {
      const takeLine = (line: string) => {
        take({ name, line });
      };
      log.tail(tail).forEach(takeLine);
      return log.onLine(takeLine);
    });
    return () => {
      for (const end of ends) end();
    };
  }, signal);
}
