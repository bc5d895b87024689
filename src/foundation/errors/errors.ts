/** Exit codes of the command line; scripts rely on them (see README.md). */
export const ExitCode = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  nothingRunning: 3,
  portTaken: 4,
  notReady: 5,
  machineLacks: 6,
  inconclusive: 10,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Exit code for a defect of distq itself, unlike an expected failure (EX_SOFTWARE of sysexits.h). */
export const defectExitCode = 70;

/** The form of an expected failure on a socket or in a JSON document. */
export interface Failure {
  code: string;
  message: string;
  hint?: string;
}

interface DistqErrorOptions {
  hint?: string | undefined;
  cause?: unknown;
}

/**
 * An expected failure: a stable `code`, a message that names the valid choices, and a `hint` with the remedy.
 * Anything else that is thrown is a bug and is shown with its stack.
 */
export class DistqError extends Error {
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;

  constructor(code: string, exitCode: ExitCode, message: string, options: DistqErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.exitCode = exitCode;
    this.hint = options.hint;
  }

  toFailure(): Failure {
    return {
      code: this.code,
      message: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
    };
  }
}

/** Wrong arguments, or a name that does not exist. Exit 2. */
export class UsageError extends DistqError {
  constructor(message: string, options?: DistqErrorOptions) {
    super('usage', ExitCode.usage, message, options);
  }
}

/** One problem in a file; line and column count from 1. */
export interface Problem {
  file: string;
  line: number;
  column: number;
  message: string;
}

interface InvalidFileOptions extends DistqErrorOptions {
  problems?: readonly Problem[];
}

/** An invalid topology (or other) file; the message lists every problem. Exit 2. */
export class InvalidFileError extends DistqError {
  /** The same problems as data, in the order of the file; empty if none has a position. */
  readonly problems: readonly Problem[];

  constructor(message: string, options: InvalidFileOptions = {}) {
    super('invalid-file', ExitCode.usage, message, options);
    this.problems = options.problems ?? [];
  }
}

/** A command that acts on a running topology found none. Exit 3. */
export class NothingRunningError extends DistqError {
  constructor(message: string, options?: DistqErrorOptions) {
    super('nothing-running', ExitCode.nothingRunning, message, options);
  }
}

/** Exit 4. */
export class PortTakenError extends DistqError {
  constructor(message: string, options?: DistqErrorOptions) {
    super('port-taken', ExitCode.portTaken, message, options);
  }
}

/** A service or member did not become ready in time, or died. Exit 5. */
export class NotReadyError extends DistqError {
  constructor(message: string, options?: DistqErrorOptions) {
    super('not-ready', ExitCode.notReady, message, options);
  }
}

/** Something the machine lacks: Java, Docker, the jar. Exit 6. */
export class MachineLacksError extends DistqError {
  constructor(message: string, options?: DistqErrorOptions) {
    super('machine-lacks', ExitCode.machineLacks, message, options);
  }
}

/** The message of any thrown value, for messages that quote a cause. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
