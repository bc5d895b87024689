import { execa } from 'execa';
import { MachineLacksError, messageOf } from './errors.ts';
import type { Command, RunningProcess } from './process.ts';

export interface SpawnOptions {
  /** `pipe` gives the child a standard input that closes when this process ends. */
  stdin: 'pipe' | 'ignore';
  cwd?: string;
}

/**
 * Starts a program in a process group of its own: Ctrl-C in the terminal reaches this process alone, which then
 * ends its children in order.
 * @throws MachineLacksError if the program cannot be started at all.
 */
export async function spawnProcess(command: Command, options: SpawnOptions): Promise<RunningProcess> {
  const child = execa(command.file, command.args, {
    stdin: options.stdin,
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: false,
    reject: false,
    cleanup: false,
    // Who sends SIGTERM has a bound of its own; execa would follow with SIGKILL after five seconds.
    forceKillAfterDelay: false,
    detached: process.platform !== 'win32',
    ...(command.env === undefined ? {} : { env: command.env }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const { pid } = child;
  if (pid === undefined) {
    const result = await child;
    throw new MachineLacksError(`cannot start ${command.file}: ${messageOf(result.cause ?? result)}`, {
      hint: 'check that the program is installed and may be executed',
    });
  }
  // A child that ends while it is written to must not end this process.
  child.stdin?.on('error', () => undefined);
  return {
    pid,
    stdin: child.stdin ?? undefined,
    stdout: child.stdout,
    stderr: child.stderr,
    exited: child.then((result) => ({ code: result.exitCode, signal: result.signal })),
    kill: (signal) => Promise.resolve(child.kill(signal)),
  };
}
