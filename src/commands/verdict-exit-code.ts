import type { BatchResult } from '../scenario/batch-result.ts';
import type { Verdict } from '../scenario/verdict.ts';
import { ExitCode } from '../shared/errors.ts';

const exitCodes: Record<Verdict, ExitCode> = {
  passed: ExitCode.ok,
  failed: ExitCode.checkFailed,
  inconclusive: ExitCode.inconclusive,
};

export function exitCodeOf(verdict: Verdict): ExitCode {
  return exitCodes[verdict];
}

/** Nothing is passed where one run is not. */
export function exitCodeOfBatch({ failed, inconclusive }: BatchResult): ExitCode {
  if (failed > 0) return exitCodeOf('failed');
  return inconclusive > 0 ? exitCodeOf('inconclusive') : exitCodeOf('passed');
}
