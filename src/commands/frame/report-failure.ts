import { describeFailure } from '../../terminal/failure.ts';
import { failureJson, renderFailure } from '../../terminal/render-failure.ts';
import { InterruptedError } from './interruption.ts';

/** Renders what a command threw and sets the exit code. */
export function reportFailure(error: unknown, json: boolean): void {
  if (error instanceof InterruptedError) {
    process.exitCode = error.exitCode;
    return;
  }
  const described = describeFailure(error);
  process.exitCode = described.exitCode;
  if (json) process.stdout.write(failureJson(described));
  // The stack of a defect goes to standard error even when the failure is printed as JSON.
  if (!json || described.stack !== undefined) process.stderr.write(renderFailure(described));
}
