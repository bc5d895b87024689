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

/** Messages from the background supervisor to the command that starts it. */
const reportSchema = z.discriminatedUnion('event', [
  /** It has received the start message. */
  z.object({ event: z.literal('begun') }),
  startEvent,
  z.object({ event: z.literal('ready'), status: statusAnswer }),
  z.object({ event: z.literal('failed'), failure: failureAnswer }),
]);
type Report = z.output<typeof reportSchema>;

interface StartOptions extends Omit<SessionHooks, 'onReady'> {
  /** true: the session ends when this process ends for any reason; false: it keeps running. */
  endsWithCommand: boolean;
  /** A variable in the environment of all its processes. Default: none. */
  mark?: { name: string; value: string };
}

/** Loading the program takes a fraction of a second, on a busy machine several seconds. */
const beginTimeoutMs = 60_000;

/**
 * Starts a supervisor in the background and returns when everything is ready.
 * @throws the failure of the supervisor, as `runSession` does, or the signal's reason if aborted before; then nothing
 * is left running
 */
export async function upDetached(options: UpOptions, start: StartOptions): Promise<SessionStatus> {
  const { signal, endsWithCommand } = start;
  signal.throwIfAborted();
  const child = forkSupervisor(options, start.mark);
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
    // The supervisor watches this channel to see whether this process runs. The channel must not keep this process
    // running.
    if (isBound) child.channel?.unref();
    else if (child.connected) child.disconnect();
    child.unref();
  }
}

function forkSupervisor({ directory, session }: UpOptions, mark: StartOptions['mark']): ChildProcess {
  const files = sessionFiles(directory, session);
  makeSessionDirectories(files);
  const log = openSync(join(files.logs, 'supervisor.stderr.log'), 'a', 0o600);
  const { file, args } = selfCommand(['serve', 'supervisor']);
  const child = spawn(file, args, {
    cwd: directory,
    detached: true,
    env: { ...process.env, ...(mark === undefined ? {} : { [mark.name]: mark.value }) },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  return child;
}

function untilReady(child: ChildProcess, hooks: StartOptions): Promise<SessionStatus> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new NotReadyError(`the supervisor did not start within ${beginTimeoutMs} ms`));
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

/** The background supervisor: `serve supervisor`. Ends the process. */
export async function serveSupervisor(): Promise<never> {
  // A failed warning (disk full) must not end the supervisor.
  process.stderr.on('error', () => undefined);
  const end = new AbortController();
  const endNow = () => {
    end.abort(new NotReadyError('stopped while starting'));
  };
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, endNow);
  // The waiting command was killed, perhaps before we listened: without it the session must not start.
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
  // Open handles (a connection attempt, a request) must not keep the process running.
  process.exit();
}

/** Settles when the other side has received it or has ended. */
async function report(message: Report): Promise<void> {
  if (!process.connected) return;
  await new Promise((resolve) => process.send?.(message, undefined, undefined, resolve));
}
