import { failureFromError } from '../../control/remote-failure.ts';
import type { RunEvent } from '../../protocol/run/run-progress.ts';
import { RunInput } from './run-input.ts';
import { runOrdered } from './run-ordered.ts';

/** Time in ms for an interrupted run to undo its faults and to take its cluster down. */
const graceMs = 60_000;

/**
 * Runs one scenario for another program: `serve run`. Reads the order from standard input, and prints what happens, a
 * JSON document a line (`protocol/run/run-progress.ts`). The end of standard input interrupts the run, so it cannot outlive
 * the program that ordered it. Ends the process.
 */
export async function serveRun(version: string): Promise<never> {
  const input = new RunInput(process.stdin);
  const stop = () => {
    input.stop();
  };
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, stop);
  // Nobody reads it any more.
  process.stdout.on('error', stop);
  process.stderr.on('error', () => undefined);
  input.stopped.addEventListener('abort', () => {
    setTimeout(() => process.exit(1), graceMs).unref();
  });
  await tell(await outcome(input, version));
  // Handles of an interrupted run must not keep the process running.
  process.exit();
}

async function outcome(input: RunInput, version: string): Promise<RunEvent> {
  try {
    const verdict = await runOrdered({
      order: await input.order(),
      version,
      directory: process.cwd(),
      signal: input.stopped,
      tell: (event) => void tell(event),
      untilAsked: (step) => input.untilAsked(step),
    });
    return { event: 'verdict', ...verdict };
  } catch (error) {
    if (input.stopped.aborted) return { event: 'interrupted' };
    const { message, hint = null } = failureFromError(error).error;
    return { event: 'failed', message, hint };
  }
}

/** Settles when it is written, or cannot be. */
function tell(event: RunEvent): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${JSON.stringify(event)}\n`, () => {
      resolve();
    });
  });
}
