import { MachineLacksError } from '../errors/errors.ts';
import { lookUpProcess } from './look-up-process.ts';

/** Identifies one process permanently: the operating system reuses pids. */
export interface ProcessIdentity {
  pid: number;
  /** Start time in the form of the operating system; only compared for equality. */
  startedAt: string;
}

/** If the operating system does not report it, the answer is `unknown`: neither running nor gone. */
export type Presence = 'runs' | 'gone' | 'unknown';

/**
 * The identity of the process that has this pid now; undefined if there is none, or only a zombie.
 * @throws MachineLacksError if the operating system does not report it
 */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const sight = await lookUpProcess(pid);
  if (sight.state === 'unknown') throw cannotTell(pid, sight.why);
  return sight.state === 'gone' ? undefined : { pid, startedAt: sight.startedAt };
}

/** @throws MachineLacksError if the operating system does not report it */
export async function identifySelf(): Promise<ProcessIdentity> {
  const self = await identifyProcess(process.pid);
  if (self === undefined) throw cannotTell(process.pid, 'it is reported to be gone');
  return self;
}

/** Whether exactly this process still runs. */
export async function presenceOf({ pid, startedAt }: ProcessIdentity): Promise<Presence> {
  const sight = await lookUpProcess(pid);
  if (sight.state !== 'runs') return sight.state;
  return sight.startedAt === startedAt ? 'runs' : 'gone';
}

/**
 * Whether exactly this process still runs.
 * @throws MachineLacksError if the operating system does not report it
 */
export async function isRunning({ pid, startedAt }: ProcessIdentity): Promise<boolean> {
  return (await identifyProcess(pid))?.startedAt === startedAt;
}

/**
 * Whether a process is suspended (SIGSTOP).
 * @throws MachineLacksError if the operating system does not report it
 */
export async function isStopped(pid: number): Promise<boolean> {
  const sight = await lookUpProcess(pid);
  if (sight.state === 'unknown') throw cannotTell(pid, sight.why);
  return sight.state === 'runs' && sight.isStopped;
}

function cannotTell(pid: number, why: string): MachineLacksError {
  return new MachineLacksError(`cannot find out whether process ${pid} runs and when it started: ${why}`, {
    hint: remedy(process.platform),
  });
}

function remedy(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'linux':
      return 'mount /proc, and run distq as the user who started it (hidepid hides processes from other users)';
    case 'win32':
      return 'add powershell.exe to the PATH, and allow it to run commands';
    default:
      return 'install ps (package procps) with the options -o and -p';
  }
}
