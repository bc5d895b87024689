import { isSea } from 'node:sea';
import type { Command } from '../../foundation/processes/process.ts';

/** The command that runs this program with other arguments: a script under Node.js, or a single executable. */
export function selfCommand(args: string[]): Command {
  const script = process.argv[1];
  if (isSea() || script === undefined) return { file: process.execPath, args };
  return { file: process.execPath, args: [...process.execArgv, script, ...args] };
}
