import { MachineLacksError } from '../errors/errors.ts';
import { lookUpProcess } from './look-up-process.ts';

/** Names one process for good: a pid alone is reused by the operating system. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in the operating system's own form; only ever compared for equality. */
  startedAt: string;
}

/** Where the operating system does not tell, it is `unknown`, which shows neither the one nor the other. */
export type Presence = 'runs' | 'gone' | 'unknown';

/**
 * The identity of the process that has this pid now; undefined if there is none, or only a zombie.
 * @throws MachineLacksError if nobody can tell
 */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const sight = await lookUpProcess(pid);
  if (sight.state === 'unknown') throw cannotTell(pid, sight.why);
  return sight.state === 'gone' ? undefined : { pid, startedAt: sight.startedAt };
}

/** @throws MachineLacksError if nobody can tell */
export async function identifySelf(): Promise<ProcessIdentity> {
  const self = await identifyProcess(process.pid);
  if (self === undefined) throw cannotTell(process.pid, 'it is said to be gone');
  return self;
}

/** Whether this very process still runs. */
export async function presenceOf({ pid, startedAt }: ProcessIdentity): Promise<Presence> {
  const sight = await lookUpProcess(pid);
  if (sight.state !== 'runs') return sight.state;
  return sight.startedAt === startedAt ? 'runs' : 'gone';
}

/**
 * Whether this very process still runs.
 * @throws MachineLacksError if nobody can tell
 */
export async function isRunning({ pid, startedAt }: ProcessIdentity): Promise<boolean> {
  return (await identifyProcess(pid))?.startedAt === startedAt;
}

/**
 * Whether a process is suspended (SIGSTOP).
 * @throws MachineLacksError if nobody can tell
 */
export async function isStopped(pid: number): Promise<boolean> {
  const sight = await lookUpProcess(pid);
  if (sight.state === 'unknown') throw cannotTell(pid, sight.why);
  return sight.state === 'runs' && sight.isStopped;
}

function cannotTell(pid: number, why: string): MachineLacksError {
  return new MachineLacksError(`cannot tell whether process ${pid} runs, and since when: ${why}`, {
    hint: remedy(process.platform),
  });
}

function remedy(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'linux':
      return 'mount /proc, and call distq as the user who started it (with hidepid nobody else is shown a process)';
    case 'win32':
      return 'put powershell.exe on the PATH, and allow it to run commands';
    default:
      return 'put ps on the PATH (package procps), with the options -o and -p';
  }
}
