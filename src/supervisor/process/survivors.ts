import type { Survivor } from '../../control/contract.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import { allPids, commandLine, hasVariable } from '../operating-system/linux-processes.ts';
import { listenHosts, type Program } from '../probes/listen-hosts.ts';
import { findListening } from '../ports/port-listener.ts';
import { startTokenVariable } from '../operating-system/process-tree.ts';

/** A container's proxy, or a process that just received a signal, may need a moment to end. */
const settleTimeoutMs = 1_000;

/** One start that has ended. */
export interface EndedStart {
  program: Program;
  port: number;
  token: string;
}

/**
 * `at once`: right after the end; a process that listens on the port must be left over from this start. `later`: the
 * port may belong to another program.
 */
export type LookMoment = 'at once' | 'later';

/**
 * Finds what still runs of a start whose process group has ended: the process that listens on its port and, on Linux,
 * each process with its token. Processes that end within a second are not reported.
 */
export async function findSurvivors(start: EndedStart, when: LookMoment): Promise<Survivor[]> {
  let left: Survivor[] = [];
  await waitFor({
    what: 'the remaining processes of a start to end',
    timeoutMs: settleTimeoutMs,
    probe: async () => {
      left = await lookForSurvivors(start, when);
      return left.length === 0 ? true : undefined;
    },
  }).catch(() => undefined);
  return left;
}

async function lookForSurvivors(start: EndedStart, when: LookMoment): Promise<Survivor[]> {
  const { program, port } = start;
  // The engine ends containers, and reports if it could not.
  if (program === 'container') return [];
  const listening = await findListening(port, listenHosts(program));
  const marked = program === 'foreign' ? await pidsOf(start) : [];
  const listeners = (listening ?? []).filter(({ pid }) => when === 'at once' || marked.includes(pid));
  const silent = marked.filter((pid) => listeners.every((listener) => listener.pid !== pid));
  return [
    ...(listening?.length === 0 && when === 'at once' ? [{ pid: null, command: null, port }] : []),
    ...listeners.map((holder) => ({ ...holder, port })),
    ...(await Promise.all(silent.map(async (pid) => ({ pid, command: await commandLine(pid), port: null })))),
  ];
}

/** All processes with the token of the start; none if the system does not report them. */
async function pidsOf({ token }: EndedStart): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const assignment = `${startTokenVariable}=${token}`;
  const pids: number[] = [];
  for (const pid of await allPids()) if (await hasVariable(pid, assignment)) pids.push(pid);
  return pids;
}
