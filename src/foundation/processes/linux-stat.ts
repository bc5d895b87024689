import { readFile } from 'node:fs/promises';
import { hasCode } from '../errors/error-code.ts';

/** One process, from /proc/PID/stat (man 5 proc). */
export interface LinuxStat {
  /** Pid. */
  parent: number;
  /** Pid of the leader of its group. */
  group: number;
  /** In clock ticks since boot. */
  startedAt: string;
  isStopped: boolean;
  /**
   * A zombie: it no longer runs, and its files and sockets are closed, but its parent has not collected its exit status
   * yet.
   */
  isZombie: boolean;
}

/** undefined if the text is not from such a file. */
export function parseLinuxStat(text: string): LinuxStat | undefined {
  // The command name (field 2) is in parentheses and may itself contain spaces and parentheses.
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
    // The first thread becomes a zombie when it ends: other threads may still run and keep files open.
    isZombie: (state === 'Z' || state === 'X') && Number(threads) <= 1,
  };
}

/**
 * @returns undefined if there is no such process, or it is hidden from this user
 * @throws any other file system error; Error if the file has another format
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
