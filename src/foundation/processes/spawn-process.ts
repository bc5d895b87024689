import { execa } from 'execa';
import { MachineLacksError, messageOf } from '../errors/errors.ts';
import { hasCode } from '../errors/error-code.ts';
import type { Command, RunningProcess } from './process.ts';
import { signalGroup } from './process-group.ts';
import { systemFailure } from '../errors/system-failure.ts';
import { untilEnded } from './until-ended.ts';

const installed = 'check that the program is installed and executable';

export interface SpawnOptions {
  /** `pipe` gives the child a standard input that closes when this process ends. */
  stdin: 'pipe' | 'ignore';
  cwd?: string;
}

/**
 * Starts a program in its own process group: Ctrl-C in the terminal reaches only this process, which then stops its
 * children gracefully. A signal reaches the whole group, and processes that the program leaves running are killed.
 * @throws MachineLacksError if the program cannot be started
 */
export async function spawnProcess(command: Command, options: SpawnOptions): Promise<RunningProcess> {
  const child = execa(command.file, command.args, {
    stdin: options.stdin,
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: false,
    reject: false,
    cleanup: false,
    // The sender of SIGTERM has its own timeout; execa would send SIGKILL after five seconds.
    forceKillAfterDelay: false,
    detached: process.platform !== 'win32',
    ...(command.env === undefined ? {} : { env: command.env }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const { pid } = child;
  if (pid === undefined) {
    const result = await child;
    const cause = result.cause ?? result;
    throw new MachineLacksError(`cannot start ${command.file}: ${messageOf(cause)}`, {
      cause,
      hint: startRemedy(cause),
    });
  }
  // A child that exits during a write must not end this process.
  child.stdin?.on('error', () => undefined);
  let isOver = false;
  let wasTerminated = false;
  const exited = untilEnded(child, { pid, wasTerminated: () => wasTerminated }).finally(() => {
    isOver = true;
  });
  return {
    pid,
    stdin: child.stdin ?? undefined,
    stdout: child.stdout,
    stderr: child.stderr,
    exited,
    // After its end, another process may have the same pid.
    kill: (signal) => {
      wasTerminated ||= signal === 'SIGTERM';
      return Promise.resolve(!isOver && signalGroup(pid, signal));
    },
  };
}

function startRemedy(cause: unknown): string {
  // A program that is not executable is not a problem of the working directory.
  if (hasCode(cause, 'ENOENT', 'EACCES', 'EPERM', 'ENOEXEC', 'ENOTDIR', 'ELOOP')) return installed;
  return systemFailure(cause)?.hint ?? installed;
}
