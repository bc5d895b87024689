import { z } from 'zod';
import { DistqError, ExitCode, defectExitCode, messageOf } from '../foundation/errors/errors.ts';
import { systemFailure } from '../foundation/errors/system-failure.ts';

/** A failure on its way from the supervisor to a command. */
export const failureAnswer = z.object({
  error: z.object({
    code: z.string(),
    exitCode: z.number(),
    message: z.string(),
    hint: z.string().optional(),
  }),
});
export type FailureAnswer = z.output<typeof failureAnswer>;

export function failureFromError(error: unknown): FailureAnswer {
  const expected = error instanceof DistqError ? error : systemFailure(error);
  if (expected !== undefined) return { error: { ...expected.toFailure(), exitCode: expected.exitCode } };
  const stack = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
  return { error: { code: 'defect', exitCode: defectExitCode, message: stack } };
}

/** Restores the failure that the supervisor threw, so that exit code and remedy are the same. */
export function errorFromFailure({ error }: FailureAnswer): Error {
  const exitCode = Object.values(ExitCode).find((value) => value === error.exitCode);
  return exitCode === undefined
    ? new Error(error.message)
    : new DistqError(error.code, exitCode, error.message, { hint: error.hint });
}
