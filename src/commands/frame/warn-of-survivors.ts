import type { Survivor } from '../../control/contract.ts';
import { survivorWords, survivorsHint } from '../../control/describe-survivors.ts';
import type { ExitCode } from '../../foundation/errors/errors.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { printable } from '../../terminal/printable.ts';

/**
 * Reports processes that are still running although they were stopped, with the remedy, and sets the given exit code.
 */
export function warnOfSurvivors(
  results: readonly { survivors?: readonly Survivor[] | undefined }[],
  exitCode: ExitCode,
): void {
  const text = describeSurvivors(results.flatMap(({ survivors = [] }) => survivors));
  if (text === undefined) return;
  process.stderr.write(`${coloursFor('stderr').red.bold('error:')} ${text}`);
  process.exitCode = exitCode;
}

/** @returns undefined if all ended */
function describeSurvivors(survivors: readonly Survivor[]): string | undefined {
  if (survivors.length === 0) return undefined;
  return `still running: ${printable(survivorWords(survivors))}\n  ${survivorsHint(survivors)}\n`;
}
