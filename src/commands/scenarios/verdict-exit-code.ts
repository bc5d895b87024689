import { verdictOfAll, type BatchResult } from '../../scenario/verdict/batch-result.ts';
import { isBroken } from '../../scenario/verdict/broken-run.ts';
import type { Verdict } from '../../scenario/verdict/verdict.ts';
import { ExitCode } from '../../foundation/errors/errors.ts';

const exitCodes: Record<Verdict, ExitCode> = {
  passed: ExitCode.ok,
  failed: ExitCode.checkFailed,
  inconclusive: ExitCode.inconclusive,
};

export function exitCodeOf(verdict: Verdict): ExitCode {
  return exitCodes[verdict];
}

export function exitCodeOfBatch({ runs }: BatchResult): ExitCode {
  return exitCodeOf(verdictOfAll(runs));
}

/**
 * The exit code of several runs. If no run reached a verdict and all failed with the same code (for example, Java is
 * missing), that code.
 */
export function exitCodeOfRuns(result: BatchResult): number {
  const reasons = new Set(result.runs.map((run) => (isBroken(run) ? run.failure.exitCode : undefined)));
  const [only] = reasons;
  return reasons.size === 1 && only !== undefined ? only : exitCodeOfBatch(result);
}
