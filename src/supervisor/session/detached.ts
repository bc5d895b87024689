import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SessionStatus } from '../../control/contract.ts';
import { errorFromFailure, failureAnswer, failureFromError } from '../../control/remote-failure.ts';
import { statusAnswer } from '../../control/messages.ts';
import { startEvent } from '../../control/session-event.ts';
import { sessionFiles } from '../../control/session-files.ts';
import { ExitCode, NotReadyError } from '../../foundation/errors/errors.ts';
import { runSession, type SessionHooks, type UpOptions } from './run-session.ts';
import { selfCommand } from '../process/self-command.ts';
import { makeSessionDirectories } from './session-directory.ts';
import { receiveStart, sendStart } from './start-message.ts';

/** From the supervisor in the background to the command that started it, while it starts. */
const reportSchema = z.discriminatedUnion('event', [
  /** It has received what to start. */
  z.object({ event: z.literal('begun') }),
  startEvent,
  z.object({ event: z.literal('ready'), status: statusAnswer }),
  z.object({ event: z.literal('failed'), failure: failureAnswer }),
]);
type Report = z.output<typeof reportSchema>;

interface StartOptions extends Omit<SessionHooks, 'onReady'> {
  /** The session ends with this process, however that ends; else it outlives it. */
  endsWithCommand: boolean;
}

/** Loading the program takes a fraction of a second, on a busy machine several. */
const beginTimeoutMs = 60_000;

/**
 * Starts a supervisor in the background and returns once everything is ready.
 * @throws the failure of the supervisor, as `runSession` does, or the signal's reason if aborted before; then nothing is left running.
 */
export async function upDetached(options: UpOptions, start: StartOptions): Promise<SessionStatus> {
  const { signal, endsWithCommand } = start;
  signal.throwIfAborted();
  const child = forkSupervisor(options);
  sendStart(child, { ...options, endsWithCommand });
  const onAbort = () => {
    child.kill('SIGTERM');
  };
  signal.addEventListener('abort', onAbort);
  let isBound = false;
  try {
    const status = await untilReady(child, start);
    isBound = endsWithCommand;
    return status;
  } finally {
    signal.removeEventListener('abort', onAbort);
    // The open channel shows the supervisor that this process lives; it must not keep this process alive.
    if (isBound) child.channel?.unref();
    else if (child.connected) child.disconnect();
    child.unref();
  }
}

function forkSupervisor({ directory, session }: UpOptions): ChildProcess {
  const files = sessionFiles(directory, session);
  makeSessionDirectories(files);
  const log = openSync(join(files.logs, 'supervisor.stderr.log'), 'a', 0o600);
  const { file, args } = selfCommand(['serve', 'supervisor']);
  const child = spawn(file, args, {
    cwd: directory,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  return child;
}

function untilReady(child: ChildProcess, hooks: StartOptions): Promise<SessionStatus> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new NotReadyError(`the supervisor did not begin within ${beginTimeoutMs} ms`));
    }, beginTimeoutMs);
    child.on('message', (message) => {
      clearTimeout(timer);
      const report = reportSchema.parse(message);
      if (report.event === 'progress') hooks.onProgress(report.text);
      else if (report.event === 'runtime') hooks.onRuntime(report.choice);
      else if (report.event === 'change') hooks.onChange(report);
      else if (report.event === 'ready') resolve(report.status);
      else if (report.event === 'failed') reject(errorFromFailure(report.failure));
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      reject(
        new NotReadyError(
          `the supervisor ended while starting: ${signal ?? `exit code ${code ?? 'unknown'}`}`,
        ),
      );
    });
  });
}

/** The supervisor in the background: `serve supervisor`. Ends the process. */
export async function serveSupervisor(): Promise<never> {
  // A warning that cannot be written (disk full) must not end the supervisor.
  process.stderr.on('error', () => undefined);
  const end = new AbortController();
  const endNow = () => {
    end.abort(new NotReadyError('told to stop while starting'));
  };
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, endNow);
  // The command that waits for us was killed, perhaps before we listened: no command would know of this session.
  process.on('disconnect', endNow);
  if (!process.connected) endNow();
  let isReady = false;
  try {
    const options = await receiveStart(end.signal);
    await report({ event: 'begun' });
    await runSession(options, {
      onProgress: (text) => {
        void report({ event: 'progress', text });
      },
      onRuntime: (choice) => {
        void report({ event: 'runtime', choice });
      },
      onChange: (change) => {
        if (!isReady) void report({ event: 'change', ...change });
      },
      onReady: (status) => {
        isReady = true;
        if (!options.endsWithCommand) process.off('disconnect', endNow);
        void report({ event: 'ready', status });
      },
      signal: end.signal,
    });
  } catch (error) {
    await report({ event: 'failed', failure: failureFromError(error) });
    process.exitCode = ExitCode.notReady;
  }
  // Open handles (a connection attempt, a request of a command) must not keep the process alive.
  process.exit();
}

/** Settles once the other side has it, or is gone. */
async function report(message: Report): Promise<void> {
  if (!process.connected) return;
  await new Promise((resolve) => process.send?.(message, undefined, undefined, resolve));
}
