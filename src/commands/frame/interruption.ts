import { constants } from 'node:os';
import { ExitCode, MachineLacksError, messageOf } from '../../foundation/errors/errors.ts';
import { describeFailure } from '../../terminal/failure.ts';
import { renderFailure } from '../../terminal/render-failure.ts';

/** SIGHUP: the terminal closed. Node.js undoes an ignored SIGHUP that it inherits (`nohup`), so that hearing it takes nothing away. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type InterruptingSignal = (typeof signals)[number];
/** What a shell tells of a program that wrote to a pipe without a reader: 128 + SIGPIPE, a signal that Windows lacks. */
const brokenPipeExitCode = 141;

export interface InterruptionOptions {
  /** What the command may take to finish; 0 ends it at once. */
  graceMs: number;
  /** Nothing depends on whether the rest of its output is read: then a closed standard output is no failure. */
  onlyShows: boolean;
}

/** Thrown by whatever waits when the user interrupts; ends the command without a message. */
export class InterruptedError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('interrupted');
    this.exitCode = exitCode;
  }
}

export interface Interruption {
  /** Aborted with an InterruptedError by the first SIGINT, SIGTERM or SIGHUP, or when standard output takes no more. */
  readonly signal: AbortSignal;
  /** Forgets the signals again. */
  end(): void;
}

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into an aborted signal, and ends the process at the second, or once `graceMs`
 * have passed. A reader that closes our standard output (`| head`) ends the command, too, and quietly; so does a disk without room, with exit 6.
 */
export function watchInterruption({ graceMs, onlyShows }: InterruptionOptions): Interruption {
  const controller = new AbortController();
  const stop = (exitCode: number): void => {
    if (graceMs === 0 || controller.signal.aborted) process.exit(exitCode);
    controller.abort(new InterruptedError(exitCode));
    setTimeout(() => process.exit(exitCode), graceMs).unref();
  };
  const onSignal = (name: InterruptingSignal): void => {
    // A terminal that closes may say so more than once: to whoever is in its foreground, and through the shell.
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
    // The command may be over already but for this output: then nobody else would set it.
    process.exitCode = exitCode;
    stop(exitCode);
  };
  for (const name of signals) process.on(name, onSignal);
  // oclif's own throws whatever is no closed pipe.
  process.stdout.removeAllListeners('error').on('error', onOutputError);
  process.stderr.on('error', onTerminalError);
  return {
    signal: controller.signal,
    end: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}

/** @returns the exit code. */
function tellLostOutput(error: Error): number {
  const described = describeFailure(
    new MachineLacksError(`cannot write the output: ${messageOf(error)}`, {
      hint: 'make room where it goes to, or send it elsewhere',
    }),
  );
  process.stderr.write(renderFailure(described));
  return described.exitCode;
}
