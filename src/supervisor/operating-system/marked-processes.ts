import { askSystem } from './ask-system.ts';
import { allPids, commandLine, hasVariable } from './linux-processes.ts';

export interface MarkedProcess {
  pid: number;
  /** Shortened. */
  command: string;
}

const toldCharacters = 120;

/**
 * The processes of this user that were started with an assignment in their environment. A child inherits it, whatever it
 * does to leave its parent, unless it clears its environment.
 * @param assignment like `NAME=value`, without blanks
 * @returns undefined if the system does not report environments (Windows)
 */
export async function findMarked(assignment: string): Promise<MarkedProcess[] | undefined> {
  if (process.platform === 'linux') return findInProc(assignment);
  if (process.platform !== 'darwin') return undefined;
  const output = await askSystem('ps', ['-axEww', '-o', 'pid=,command=']);
  return output === undefined ? undefined : markedRows(output, assignment);
}

/** Rows of `ps -E`: the pid, the command line, and behind it the environment. */
export function markedRows(output: string, assignment: string): MarkedProcess[] {
  return output.split('\n').flatMap((row) => {
    const [, pid, rest = ''] = /^\s*(\d+)\s+(.*)$/.exec(row) ?? [];
    if (pid === undefined || !` ${rest} `.includes(` ${assignment} `)) return [];
    return [{ pid: Number(pid), command: rest.slice(0, toldCharacters) }];
  });
}

async function findInProc(assignment: string): Promise<MarkedProcess[]> {
  const found: MarkedProcess[] = [];
  for (const pid of await allPids())
    if (await hasVariable(pid, assignment)) found.push({ pid, command: await commandLine(pid) });
  return found;
}
