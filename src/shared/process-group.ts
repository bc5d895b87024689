import { readdir } from 'node:fs/promises';
import { killTree } from './kill-tree.ts';
import { linuxStat } from './process-identity.ts';
import { waitFor } from './wait.ts';

/**
 * Sends a signal to a process that leads a group of its own, and to everything in that group: a shell or `npm start` does not
 * pass signals on. On Windows every signal but 0 ends the process and what it started.
 * @param leader pid; whoever calls makes sure that it is still the same process, or has only just ended
 * @returns false if nothing of the group is left
 */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    if (process.platform !== 'win32') return process.kill(-leader, signal);
    if (signal === 0) return process.kill(leader, 0);
    killTree(leader);
    return true;
  } catch {
    return false;
  }
}

/** @returns whether nothing of the group is left; false after `timeoutMs`. */
export function groupEnds(leader: number, timeoutMs: number): Promise<boolean> {
  return waitFor({
    what: `everything that process ${leader} started to end`,
    timeoutMs,
    intervalMs: 20,
    probe: async () => ((await groupRuns(leader)) ? undefined : true),
  }).catch(() => false);
}

async function groupRuns(leader: number): Promise<boolean> {
  if (!signalGroup(leader, 0)) return false;
  if (process.platform !== 'linux') return true;
  // A zombie takes signals, too, and in a container may stay for seconds, or for good.
  for (const pid of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const [state, , group] = (await linuxStat(Number(pid))) ?? [];
    if (group === String(leader) && state !== 'Z' && state !== 'X') return true;
  }
  return false;
}
