import type { Readable, Writable } from 'node:stream';

export interface ProcessExit {
  code: number | undefined;
  signal: string | undefined;
}

/**
 * A started process that can be signalled. `exited` resolves once with the exit, soon after all of its children have
 * ended, and never rejects.
 */
export interface RunningProcess {
  /**
   * For a container: the pid of its first process as the engine reports it, which is valid on this machine only if the
   * engine runs here.
   */
  readonly pid: number;
  /** Id of its container. */
  readonly container?: string;
  readonly stdin: Writable | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exited: Promise<ProcessExit>;
  /** Resolves when the signal is sent: false if the process had already ended. Never rejects. */
  kill(signal: NodeJS.Signals): Promise<boolean>;
}

export interface Command {
  file: string;
  args: string[];
  env?: Record<string, string>;
}
