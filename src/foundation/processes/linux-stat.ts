import { readFile } from 'node:fs/promises';
import { hasCode } from '../errors/error-code.ts';

/** One process as /proc/PID/stat shows it (man 5 proc). */
export interface LinuxStat {
  /** Pid. */
  parent: number;
  /** Pid of the leader of its group. */
  group: number;
  /** In clock ticks since boot. */
  startedAt: string;
  isStopped: boolean;
  /** Nothing of it runs any more, and its files and sockets are closed; only its parent has not asked yet how it ended. */
  isZombie: boolean;
}

/** undefined for anything else than the text of such a file. */
export function parseLinuxStat(text: string): LinuxStat | undefined {
  // The command name (field 2) is in parentheses and may hold spaces and parentheses itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state = '', parent = '', group = ''] = fields;
  const [threads = '', startedAt = ''] = [fields[17], fields[19]];
  if (!/^[A-Za-z]$/.test(state) || ![parent, group, threads, startedAt].every((field) => /^\d+$/.test(field)))
    return undefined;
  return {
    parent: Number(parent),
    group: Number(group),
    startedAt,
    isStopped: state === 'T',
    // The first thread is a zombie as soon as it has ended itself: the others may still run, and hold the files open.
    isZombie: (state === 'Z' || state === 'X') && Number(threads) <= 1,
  };
}

/**
 * @returns undefined if there is no such process, or none that this user is shown
 * @throws what the file system answers otherwise; Error if the file is no such file
 */
export async function readLinuxStat(pid: number): Promise<LinuxStat | undefined> {
  const file = `/proc/${pid}/stat`;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH')) return undefined;
    throw error;
  }
  const stat = parseLinuxStat(text);
  if (stat === undefined)
    throw new Error(`${file} is not as expected: ${JSON.stringify(text.slice(0, 100))}`);
  return stat;
}
