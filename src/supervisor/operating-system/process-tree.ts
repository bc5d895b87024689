import { askSystem } from './ask-system.ts';
import { readLinuxStat } from '../../foundation/processes/linux-stat.ts';
import { hasVariable } from './linux-processes.ts';

/** Identifies the processes of one start. */
export interface StartIdentity {
  /** The started process, which leads a process group. */
  pid: number;
  token: string;
}

export const startTokenVariable = 'DISTQ_START_TOKEN';

/** Deeper than any real tree of processes. Pids that are reused while we look could form a loop. */
const maxDepth = 100;

/**
 * Whether a process belongs to a start: it is in the process group, is a descendant, or (Linux) has the token.
 * undefined: the system does not report it.
 */
export async function isOfStart(pid: number, start: StartIdentity): Promise<boolean | undefined> {
  if (pid === start.pid) return true;
  if (process.platform !== 'linux') return descends(pid, start.pid, await askParents());
  if (await hasVariable(pid, `${startTokenVariable}=${start.token}`)) return true;
  const parents = new Map<number, Parent>();
  for (let next = pid; next > 1 && parents.size < maxDepth && !parents.has(next);) {
    const stat = await readLinuxStat(next).catch(() => undefined);
    if (stat === undefined) break;
    parents.set(next, { pid: stat.parent, group: stat.group });
    next = stat.parent;
  }
  return descends(pid, start.pid, parents);
}

interface Parent {
  pid: number;
  group: number | undefined;
}

function descends(pid: number, from: number, parents: ReadonlyMap<number, Parent>): boolean | undefined {
  if (!parents.has(pid)) return undefined;
  let next = pid;
  for (let depth = 0; depth < maxDepth; depth += 1) {
    const parent = parents.get(next);
    if (parent === undefined) return false;
    if (parent.pid === from || parent.group === from) return true;
    next = parent.pid;
  }
  return false;
}

async function askParents(): Promise<Map<number, Parent>> {
  const output =
    process.platform === 'win32'
      ? await askSystem('powershell', [
          '-NoProfile',
          '-Command',
          'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId)" }',
        ])
      : await askSystem('ps', ['-axo', 'pid=,ppid=,pgid=']);
  const rows = (output ?? '').split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  return new Map(
    rows.flatMap(([pid = 0, parent = 0, group]) => (pid > 0 ? [[pid, { pid: parent, group }] as const] : [])),
  );
}
