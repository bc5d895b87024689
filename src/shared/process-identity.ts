import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Names one process for good: a pid alone is reused by the operating system. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in the operating system's own form; only ever compared for equality. */
  startedAt: string;
}

const run = promisify(execFile);

/** The identity of the process that has this pid now; undefined if there is none, or only a zombie. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const startedAt = await startTimeOf(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Whether this very process still runs. */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  return (await startTimeOf(identity.pid)) === identity.startedAt;
}

async function startTimeOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return linuxStartTime(pid);
  if (process.platform !== 'win32') return psStartTime(pid);
  const command = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  return outputOf('powershell', ['-NoProfile', '-Command', command]);
}

/** As `ps` tells it; in one form, whatever language and time zone the asking process has. */
export function psStartTime(pid: number): Promise<string | undefined> {
  return outputOf('ps', ['-o', 'lstart=', '-p', String(pid)]);
}

async function outputOf(file: string, args: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run(file, args, { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } });
    return stdout.trim() === '' ? undefined : stdout.trim();
  } catch {
    return undefined;
  }
}

/** Whether a process stands still after SIGSTOP. */
export async function isStopped(pid: number): Promise<boolean> {
  if (process.platform === 'linux') return (await linuxStat(pid))?.[0] === 'T';
  const { stdout } = await run('ps', ['-o', 'stat=', '-p', String(pid)]);
  return stdout.trim().startsWith('T');
}

/** Field 22 of /proc/PID/stat, in clock ticks since boot (man 5 proc). */
async function linuxStartTime(pid: number): Promise<string | undefined> {
  const fields = await linuxStat(pid);
  return fields?.[0] === 'Z' ? undefined : fields?.[19];
}

/** The fields of /proc/PID/stat from the third, the state, on. */
export async function linuxStat(pid: number): Promise<string[] | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The command name (field 2) is in parentheses and may hold spaces and parentheses itself.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
