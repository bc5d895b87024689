import type { ChalkInstance } from 'chalk';

/** What a user watches while something takes its time. Goes to standard error. */
export interface TaskList {
  /** Shows that the task is under way, or what it is at. A key that was not announced appends a task. */
  begin(key: string, note?: string): void;
  done(key: string, note?: string): void;
  fail(key: string, note?: string): void;
  /** Ends the drawing; tasks that are under way stay as they are. Must be called, also after a failure. */
  close(): Promise<void>;
}

export interface TaskListOptions {
  /** In the order of their drawing. */
  keys: readonly string[];
  stream: NodeJS.WriteStream;
  colours: ChalkInstance;
  /** False: a plain line for each change, for files and continuous integration. */
  animated: boolean;
}
