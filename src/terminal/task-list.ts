import type { ChalkInstance } from 'chalk';

/** A list of tasks with their progress, on standard error. */
export interface TaskList {
  /** Shows that the task is running, or its current step. An unknown key appends a task. */
  begin(key: string, note?: string): void;
  done(key: string, note?: string): void;
  fail(key: string, note?: string): void;
  /** Ends the drawing; running tasks stay as they are. Must be called, also after a failure. */
  close(): Promise<void>;
}

export interface TaskListOptions {
  /** In display order. */
  keys: readonly string[];
  stream: NodeJS.WriteStream;
  colours: ChalkInstance;
  /** False: a plain line for each change, for files and CI. */
  animated: boolean;
}
