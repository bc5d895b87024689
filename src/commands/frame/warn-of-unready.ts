import type { ActionResult } from '../../control/contract.ts';
import { ExitCode } from '../../foundation/errors/errors.ts';
import { coloursFor } from '../../terminal/colours.ts';

/** Reports instances that are not ready, with the remedy, and sets the exit code of "not ready". */
export function warnOfUnready(results: readonly ActionResult[]): void {
  const text = describeUnready(results);
  if (text === undefined) return;
  process.stderr.write(`${coloursFor('stderr').red.bold('error:')} ${text}`);
  process.exitCode = ExitCode.notReady;
}

/** @returns undefined if all are ready */
export function describeUnready(results: readonly ActionResult[]): string | undefined {
  const unready = results.filter(({ state }) => state !== 'ready');
  if (unready.length === 0) return undefined;
  const names = unready.map(({ name }) => name).join(' ');
  return [
    `not ready: ${unready.map(({ name, state }) => `${name} is ${state}`).join(', ')}\n`,
    `  see why: distq logs ${names}; if it is frozen, thaw it: distq kill ${names} --signal SIGCONT;\n`,
    `  otherwise restart it: distq restart ${names}\n`,
  ].join('');
}
