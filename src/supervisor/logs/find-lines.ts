import type { LogLine } from '../../control/contract.ts';
import type { NamedLog } from './read-logs.ts';

/** Every kept line that contains a text, log by log. @throws the signal's reason if aborted */
export async function* findLines(
  logs: readonly NamedLog[],
  containing: string,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  for (const { name, log } of logs)
    for await (const line of log.linesWith(containing)) {
      signal.throwIfAborted();
      yield { name, line };
    }
}
