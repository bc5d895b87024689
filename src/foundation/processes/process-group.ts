import { readdir } from 'node:fs/promises';
import { askProgram } from './ask-program.ts';
import { hasCode } from '../errors/error-code.ts';
import { killTree } from './kill-tree.ts';
import { readLinuxStat, type LinuxStat } from './linux-stat.ts';
import { exists } from './look-up-process.ts';
import { waitFor } from '../async/wait-for.ts';

const psTimeoutMs = 5_000;

/**
 * Sends a signal to a process that leads a group of its own, and to everything in that group: a shell or `npm start` does not
 * pass signals on. On Windows every signal ends the process and what it started.
 * @param leader pid; whoever calls makes sure that it is still the same process, or has only just ended
 * @returns false if it reached nobody
 */
export function signalGroup(leader: number, signal: NodeJS.Signals): boolean {
  try {
    if (process.platform !== 'win32') return process.kill(-leader, signal);
    if (!exists(leader)) return false;
    killTree(leader);
    return true;
  } catch {
    return false;
  }
}

/**
 * @returns whether nothing of the group is left, its files and sockets closed; false after `timeoutMs`, also where the operating system
 *   does not tell.
 */
export function groupEnds(leader: number, timeoutMs: number): Promise<boolean> {
  return waitFor({
    what: `everything that process ${leader} started to end`,
    timeoutMs,
    intervalMs: 20,
    probe: async () => ((await groupRuns(leader)) ? undefined : true),
  }).catch(() => false);
}

async function groupRuns(leader: number): Promise<boolean> {
  const reached = reachGroup(leader);
  if (reached === 'nobody') return false;
  // A zombie takes signals, too, and in a container may stay for seconds, or for good.
  if (process.platform === 'linux') return !hasEnded(leader, await linuxStats());
  // Elsewhere a zombie takes none.
  if (reached === 'somebody' || process.platform === 'win32') return true;
  const { ok, stdout } = await askProgram('ps', ['-A', '-o', 'pgid=', '-o', 'stat='], {
    env: { ...process.env, LC_ALL: 'C' },
    timeoutMs: psTimeoutMs,
  });
  return !ok || !onlyZombies(leader, stdout);
}

/** `refused`: there is something in the group, and it takes no signal from this user. */
function reachGroup(leader: number): 'somebody' | 'nobody' | 'refused' {
  if (process.platform === 'win32') return exists(leader) ? 'somebody' : 'nobody';
  try {
    process.kill(-leader, 0);
    return 'somebody';
  } catch (error) {
    return hasCode(error, 'ESRCH') ? 'nobody' : 'refused';
  }
}

async function linuxStats(): Promise<LinuxStat[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const stats: LinuxStat[] = [];
  for (const pid of pids) {
    const stat = await readLinuxStat(Number(pid));
    if (stat !== undefined) stats.push(stat);
  }
  return stats;
}

/** Of a group that takes signals: one of which no process is shown has members that this user may not see. */
export function hasEnded(leader: number, stats: readonly LinuxStat[]): boolean {
  const inGroup = stats.filter(({ group }) => group === leader);
  return inGroup.length > 0 && inGroup.every(({ isZombie }) => isZombie);
}

/** @param table of `ps -A -o pgid= -o stat=`; one in which the group is missing shows nothing */
export function onlyZombies(leader: number, table: string): boolean {
  const states = table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([group]) => group === String(leader))
    .map(([, state]) => state);
  return states.length > 0 && states.every((state) => state?.startsWith('Z') === true);
}
