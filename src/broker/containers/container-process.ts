import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AskOptions } from '../../foundation/processes/ask-program.ts';
import { NotReadyError, PortTakenError } from '../../foundation/errors/errors.ts';
import type { ProcessExit, RunningProcess } from '../../foundation/processes/process.ts';
import { spawnProcess } from '../../foundation/processes/spawn-process.ts';
import { plainEnvironment } from '../../foundation/processes/plain-environment.ts';
import { askDocker } from './docker-cli.ts';
import { inspectContainer, type ContainerState } from './engine.ts';

const startTimeoutMs = 60_000;
const killTimeoutMs = 5_000;
/** Longer than the supervisor waits before it sends SIGKILL. */
const stopSeconds = 30;
const lookAgainMs = 200;
const mostUnanswered = 25;

/**
 * Starts a container that was created, and follows its output and its end.
 * @throws PortTakenError; NotReadyError if the engine does not start it, or it ended at once; the signal's reason if aborted.
 */
export async function startContainer(
  name: string,
  { env, signal }: Pick<AskOptions, 'env' | 'signal'>,
): Promise<RunningProcess> {
  const started = await askDocker(['container', 'start', name], { env, timeoutMs: startTimeoutMs, signal });
  if (signal?.aborted === true) {
    // The engine may have started it anyway.
    await askDocker(['container', 'kill', name], { env, timeoutMs: killTimeoutMs });
    signal.throwIfAborted();
  }
  if (!started.ok) throw startError(name, started.problem);
  const state = await inspectContainer(name, { env });
  if (state?.running !== true) {
    const { stdout, problem } = await askDocker(['container', 'logs', '--tail', '20', name], { env });
    throw new NotReadyError(
      `container ${name} ended at once (exit code ${state?.exitCode ?? 'unknown'}):\n${stdout}\n${problem}`,
    );
  }
  return runningProcess(state, env);
}

function startError(name: string, problem: string): Error {
  if (/address already in use|port is already allocated/.test(problem)) {
    return new PortTakenError(`container ${name} cannot have its port: ${problem}`, {
      hint: 'see `docker ps` for a container that holds it, or take free ports: distq up --isolated',
    });
  }
  return new NotReadyError(`container ${name} could not be started: ${problem}`, {
    hint: 'see what the engine says: docker events, or its own log',
  });
}

function runningProcess(run: ContainerState, env: NodeJS.ProcessEnv): RunningProcess {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  return {
    pid: run.pid,
    container: run.id,
    stdin: undefined,
    stdout,
    stderr,
    exited: untilEnded(run, { stdout, stderr }, env),
    kill: async (signal) => (await askDocker(signalArgs(signal, run.id), { env, timeoutMs: 60_000 })).ok,
  };
}

function signalArgs(signal: NodeJS.Signals, id: string): string[] {
  switch (signal) {
    case 'SIGTERM':
      return ['container', 'stop', '--time', String(stopSeconds), id];
    case 'SIGSTOP':
      return ['container', 'pause', id];
    case 'SIGCONT':
      return ['container', 'unpause', id];
    default:
      return ['container', 'kill', '--signal', signal, id];
  }
}

interface Output {
  stdout: PassThrough;
  stderr: PassThrough;
}

/** Following the log ends with the container, and sometimes before it: then it goes on from there. */
async function untilEnded(run: ContainerState, output: Output, env: NodeJS.ProcessEnv): Promise<ProcessExit> {
  let since = run.startedAt;
  let unanswered = 0;
  for (;;) {
    const at = new Date().toISOString();
    await followLog(run.id, since, output, env).catch(() => undefined);
    const state = await inspectContainer(run.id, { env }).catch(() => 'no answer' as const);
    unanswered = state === 'no answer' ? unanswered + 1 : 0;
    const goesOn =
      state === 'no answer'
        ? unanswered < mostUnanswered
        : state?.running === true && state.startedAt === run.startedAt;
    if (!goesOn) {
      output.stdout.end();
      output.stderr.end();
      return state === 'no answer' ? { code: undefined, signal: undefined } : exitOf(state, run);
    }
    since = at;
    await sleep(lookAgainMs, undefined, { ref: false });
  }
}

async function followLog(id: string, since: string, output: Output, env: NodeJS.ProcessEnv): Promise<void> {
  const args = ['container', 'logs', '--follow', '--since', since, id];
  const log = await spawnProcess({ file: 'docker', args, env: plainEnvironment(env) }, { stdin: 'ignore' });
  log.stdout.pipe(output.stdout, { end: false });
  log.stderr.pipe(output.stderr, { end: false });
  await log.exited;
}

/** The engine tells a signal as 128 and its number, as a shell does. */
function exitOf(state: ContainerState | undefined, run: ContainerState): ProcessExit {
  if (state === undefined) return { code: undefined, signal: 'somebody who removed its container' };
  // It was started again by somebody else, and how this run of it ended is not known any more.
  if (state.startedAt !== run.startedAt) return { code: undefined, signal: undefined };
  if (state.outOfMemory) return { code: undefined, signal: 'the engine, since it used more than its memory' };
  const signals: Readonly<Record<number, string>> = { 130: 'SIGINT', 137: 'SIGKILL', 143: 'SIGTERM' };
  const signal = signals[state.exitCode];
  return signal === undefined ? { code: state.exitCode, signal: undefined } : { code: undefined, signal };
}
