import { join } from 'node:path';
import { ProcessLog } from './process-log.ts';

/** The logs of a session: one for each process, and the supervisor's own. */
export class SessionLogs {
  readonly #directory: string;
  readonly #logs: ProcessLog[] = [];
  readonly #own: ProcessLog;

  constructor(directory: string) {
    this.#directory = directory;
    this.#own = this.open('supervisor');
  }

  open(name: string): ProcessLog {
    const log = new ProcessLog(join(this.#directory, `${name}.log`));
    this.#logs.push(log);
    return log;
  }

  /** Writes a line into the supervisor's own log. */
  note(line: string): void {
    this.#own.append(`${new Date().toISOString()} ${line}\n`);
  }

  close(): void {
    for (const log of this.#logs) log.close();
  }
}
