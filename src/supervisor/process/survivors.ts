import type { Survivor } from '../../control/contract.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import { allPids, commandLine, hasVariable } from '../operating-system/linux-processes.ts';
import { listenHosts, type Program } from '../probes/listen-hosts.ts';
import { findListening } from '../ports/port-listener.ts';
import { startTokenVariable } from '../operating-system/process-tree.ts';

/** A container's proxy, or a process that has just received a signal, may take a moment to end. */
const settleTimeoutMs = 1_000;

/** One start that is over. */
export interface EndedStart {
  program: Program;
  port: number;
  token: string;
}

/**
 * When it is looked: right after the end, when a process that still listens on the port can only have been left behind, or later, when the port
 * may be another program's.
 */
export type LookMoment = 'at once' | 'later';

/**
 * What is left of a start whose process and process group have ended: the process that listens on its port, and, on Linux, each process with its token. What
 * ends by itself within a second is left out.
 */
export async function findSurvivors(start: EndedStart, when: LookMoment): Promise<Survivor[]> {
  let left: Survivor[] = [];
  await waitFor({
    what: 'what is left of a start to end',
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
  // The engine ends containers, and reports when it could not.
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

/** All processes with the token of the start; none where the system does not report them. */
async function pidsOf({ token }: EndedStart): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const assignment = `${startTokenVariable}=${token}`;
  const pids: number[] = [];
  for (const pid of await allPids()) if (await hasVariable(pid, assignment)) pids.push(pid);
  return pids;
}
