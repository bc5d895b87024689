import { DistqError, ExitCode } from '../foundation/errors/errors.ts';

/** Whether something did not become ready. A failure of the supervisor arrives without its class. */
export function isNotReady(error: unknown): boolean {
  return error instanceof DistqError && error.exitCode === ExitCode.notReady;
}
