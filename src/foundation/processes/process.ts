import type { Readable, Writable } from 'node:stream';

export interface ProcessExit {
  code: number | undefined;
  signal: string | undefined;
}

/**
 * A process that was started and can be signalled; `exited` settles once, with how it ended, soon after nothing of what it
 * started is left, and never rejects.
 */
export interface RunningProcess {
  /** Of a container: its first process as the engine counts it, which is this machine's number only where the engine runs on it. */
  readonly pid: number;
  /** Id of the container that it runs in. */
  readonly container?: string;
  readonly stdin: Writable | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exited: Promise<ProcessExit>;
  /** Settles once the signal is sent: false if the process had gone already. Never rejects. */
  kill(signal: NodeJS.Signals): Promise<boolean>;
}

export interface Command {
  file: string;
  args: string[];
  env?: Record<string, string>;
}
