import { readdir } from 'node:fs/promises';
import { askProgram } from './ask-program.ts';
import { hasCode } from '../errors/error-code.ts';
import { killTree } from './kill-tree.ts';
import { readLinuxStat, type LinuxStat } from './linux-stat.ts';
import { exists } from './look-up-process.ts';
import { waitFor } from '../async/wait-for.ts';

const psTimeoutMs = 5_000;

/**
 * Sends a signal to a process group: a shell or `npm start` does not pass signals on. On Windows every signal kills the
 * process and its children.
 * @param leader pid of the leader; the caller ensures that it is still the same process, or has just ended
 * @returns false if it reached no process
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
 * @returns whether the whole group has ended, with its files and sockets closed; false after `timeoutMs`, also if the
 * operating system does not report it
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
  if (reached === 'no-process') return false;
  // A zombie also accepts signals, and in a container it may stay for seconds or forever.
  if (process.platform === 'linux') return !hasEnded(leader, await linuxStats());
  // On other systems a zombie accepts no signals.
  if (reached === 'reached' || process.platform === 'win32') return true;
  const { ok, stdout } = await askProgram('ps', ['-A', '-o', 'pgid=', '-o', 'stat='], {
    env: { ...process.env, LC_ALL: 'C' },
    timeoutMs: psTimeoutMs,
  });
  return !ok || !onlyZombies(leader, stdout);
}

/** `refused`: the group has processes, but this user may not signal them. */
function reachGroup(leader: number): 'reached' | 'no-process' | 'refused' {
  if (process.platform === 'win32') return exists(leader) ? 'reached' : 'no-process';
  try {
    process.kill(-leader, 0);
    return 'reached';
  } catch (error) {
    return hasCode(error, 'ESRCH') ? 'no-process' : 'refused';
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

/** For a group that accepts signals: if no process is listed, this user may not see its processes. */
export function hasEnded(leader: number, stats: readonly LinuxStat[]): boolean {
  const inGroup = stats.filter(({ group }) => group === leader);
  return inGroup.length > 0 && inGroup.every(({ isZombie }) => isZombie);
}

/** @param table of `ps -A -o pgid= -o stat=`; a table without the group proves nothing */
export function onlyZombies(leader: number, table: string): boolean {
  const states = table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([group]) => group === String(leader))
    .map(([, state]) => state);
  return states.length > 0 && states.every((state) => state?.startsWith('Z') === true);
}
