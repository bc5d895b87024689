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
