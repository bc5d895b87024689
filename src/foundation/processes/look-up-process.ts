import { askProgram, type ProgramAnswer } from './ask-program.ts';
import { hasCode } from '../errors/error-code.ts';
import { messageOf } from '../errors/errors.ts';
import { readLinuxStat } from './linux-stat.ts';

/** A cold PowerShell takes seconds. */
const lookTimeoutMs = 10_000;

/** What the operating system reports about a pid. `unknown` (no report) does not mean that there is no such process. */
export type Sight =
  | { state: 'runs'; startedAt: string; isStopped: boolean }
  /** No such process, or only a zombie. */
  | { state: 'gone' }
  | { state: 'unknown'; why: string };

type Answer = Pick<ProgramAnswer, 'stdout' | 'problem'>;

export interface Surroundings {
  platform: NodeJS.Platform;
  ask: (file: string, args: string[]) => Promise<Answer>;
}

export async function lookUpProcess(pid: number, given: Partial<Surroundings> = {}): Promise<Sight> {
  const { platform = process.platform, ask = askPlainly } = given;
  if (!exists(pid)) return { state: 'gone' };
  const sight = await lookCloser(pid, { platform, ask });
  // It may have ended between the two checks.
  return sight.state === 'unknown' && !exists(pid) ? { state: 'gone' } : sight;
}

/** False only if there is certainly no such process. Zombies and processes of other users count as processes. */
export function exists(pid: number): boolean {
  // Other numbers are not pids: 0 and negative numbers are groups, and larger ones are invalid.
  if (pid <= 0 || pid !== (pid | 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

async function lookCloser(pid: number, { platform, ask }: Surroundings): Promise<Sight> {
  switch (platform) {
    case 'linux':
      return lookIntoProc(pid);
    case 'win32': {
      const script = `$p = Get-Process -Id ${pid} -ErrorAction SilentlyContinue; if ($p) { $p.StartTime.ToFileTimeUtc() } else { 'gone' }`;
      return readPowerShell(await ask('powershell', ['-NoProfile', '-NonInteractive', '-Command', script]));
    }
    default:
      return readPs(await ask('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)]));
  }
}

async function lookIntoProc(pid: number): Promise<Sight> {
  try {
    const stat = await readLinuxStat(pid);
    if (stat === undefined)
      return { state: 'unknown', why: `process ${pid} exists, but /proc/${pid} does not` };
    const { isZombie, startedAt, isStopped } = stat;
    return isZombie ? { state: 'gone' } : { state: 'runs', startedAt, isStopped };
  } catch (error) {
    return { state: 'unknown', why: messageOf(error) };
  }
}

/** Parses `ps -o stat= -o lstart= -p PID` in the language C: `Ss   Thu Jan  1 10:00:00 2026`. */
export function readPs({ stdout, problem }: Answer): Sight {
  const line = /^\s*([A-Z]\S*)\s+(\w{3}\s+\w{3}\s+\d+ \d\d:\d\d:\d\d \d{4})\s*$/.exec(stdout);
  const [, state, startedAt] = line ?? [];
  if (state === undefined || startedAt === undefined) return unreadable('ps', { stdout, problem });
  return state.startsWith('Z')
    ? { state: 'gone' }
    : { state: 'runs', startedAt, isStopped: state.startsWith('T') };
}

/** Parses a Windows file time, in units of 100 ns, or `gone`. */
export function readPowerShell({ stdout, problem }: Answer): Sight {
  const answer = stdout.trim();
  if (answer === 'gone') return { state: 'gone' };
  if (!/^\d+$/.test(answer)) return unreadable('powershell', { stdout, problem });
  return { state: 'runs', startedAt: answer, isStopped: false };
}

function unreadable(program: string, { stdout, problem }: Answer): Sight {
  const answer = stdout.trim() === '' ? 'nothing' : JSON.stringify(stdout.trim().slice(0, 100));
  return {
    state: 'unknown',
    why: problem === '' ? `${program} answered ${answer}` : `${program}: ${problem}`,
  };
}

/** Asks for output in one form, independent of the language and time zone of this process. */
function askPlainly(file: string, args: string[]): Promise<ProgramAnswer> {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return askProgram(file, args, { env, timeoutMs: lookTimeoutMs });
}
