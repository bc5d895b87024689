import type { Readable, Writable } from 'node:stream';

export interface ProcessExit {
  code: number | undefined;
  signal: string | undefined;
}

/** A process that was started and can be signalled; `exited` settles once and never rejects. */
export interface RunningProcess {
  readonly pid: number;
  readonly stdin: Writable | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exited: Promise<ProcessExit>;
  /** False if it had gone already. */
  kill(signal: NodeJS.Signals): boolean;
}

export interface Command {
  file: string;
  args: string[];
  env?: Record<string, string>;
}
