import { constants } from 'node:os';
import { ExitCode, MachineLacksError, messageOf } from '../../foundation/errors/errors.ts';
import { describeFailure } from '../../terminal/failure.ts';
import { renderFailure } from '../../terminal/render-failure.ts';

/**
 * SIGHUP: the terminal closed. Node.js resets an inherited ignored SIGHUP (`nohup`), so handling it changes nothing.
 */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type InterruptingSignal = (typeof signals)[number];
/** Exit status that a shell gives a program that wrote to a closed pipe: 128 + SIGPIPE. Windows has no SIGPIPE. */
const brokenPipeExitCode = 141;

export interface InterruptionOptions {
  /** Time in ms to finish; 0 ends the command immediately. */
  graceMs: number;
  /** If true, a closed standard output is not a failure: nothing depends on the rest of the output. */
  onlyShows: boolean;
}

/** Thrown by a pending wait when the user interrupts; ends the command without a message. */
export class InterruptedError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('interrupted');
    this.exitCode = exitCode;
  }
}

export interface Interruption {
  /**
   * Aborted with an InterruptedError by the first SIGINT, SIGTERM or SIGHUP, or when standard output cannot be written.
   */
  readonly signal: AbortSignal;
  /** Removes the signal handlers. */
  end(): void;
}

/**
 * The first SIGINT, SIGTERM or SIGHUP aborts `signal`; the second one, or the end of `graceMs`, ends the process. A
 * reader that closes standard output (`| head`) also ends the command, silently. A full disk ends it with exit 6.
 */
export function watchInterruption({ graceMs, onlyShows }: InterruptionOptions): Interruption {
  const controller = new AbortController();
  const stop = (exitCode: number): void => {
    if (graceMs === 0 || controller.signal.aborted) process.exit(exitCode);
    controller.abort(new InterruptedError(exitCode));
    setTimeout(() => process.exit(exitCode), graceMs).unref();
  };
  const onSignal = (name: InterruptingSignal): void => {
    // A closing terminal may send SIGHUP twice: to its foreground process group, and through the shell.
    if (name === 'SIGHUP' && controller.signal.aborted) return;
    stop(128 + constants.signals[name]);
  };
  const onTerminalError = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'EIO') onSignal('SIGHUP');
  };
  const onOutputError = (error: NodeJS.ErrnoException): void => {
    onTerminalError(error);
    if (controller.signal.aborted) return;
    const closedExitCode = onlyShows ? ExitCode.ok : brokenPipeExitCode;
    const exitCode = error.code === 'EPIPE' ? closedExitCode : tellLostOutput(error);
    // The command may have finished, and then nothing else would set the exit code.
    process.exitCode = exitCode;
    stop(exitCode);
  };
  for (const name of signals) process.on(name, onSignal);
  // oclif's own handler throws every error except a closed pipe.
  process.stdout.removeAllListeners('error').on('error', onOutputError);
  process.stderr.on('error', onTerminalError);
  return {
    signal: controller.signal,
    end: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}

/** @returns the exit code */
function tellLostOutput(error: Error): number {
  const described = describeFailure(
    new MachineLacksError(`cannot write the output: ${messageOf(error)}`, {
      hint: 'free disk space there, or redirect the output elsewhere',
    }),
  );
  process.stderr.write(renderFailure(described));
  return described.exitCode;
}
