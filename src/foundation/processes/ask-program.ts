import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { hasCode } from '../errors/error-code.ts';
import { messageOf } from '../errors/errors.ts';
import { killTree } from './kill-tree.ts';

const defaultMaxBytes = 4 * 1024 * 1024;
/** Time in ms for output that is still in the pipes when the program has ended. */
const pipesTimeoutMs = 500;
/** In ms. After SIGKILL only the kernel still has work; a process that it cannot end is no longer awaited. */
const killTimeoutMs = 500;

export interface AskOptions {
  /** The whole environment of the program; its PATH is also used to find the program. */
  env: NodeJS.ProcessEnv;
  /** Timeout of the answer in ms. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** The program is killed if it prints more bytes. Default 4 MiB. */
  maxBytes?: number;
}

export interface ProgramAnswer {
  /** It exited by itself with code 0. */
  ok: boolean;
  /** undefined if it did not exit by itself or was never started. */
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
  /** Why it failed, with its last output if there was any; empty if it did not fail. */
  problem: string;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;
type Outcome =
  { exitCode: number } | { killedBy: string } | { cannotStart: unknown } | 'late' | 'aborted' | 'too-long';

/**
 * Runs a short-lived program and returns its output. Never throws. The timeout also covers its child processes: they
 * are killed with it, and a child that keeps the pipes open is not awaited.
 */
export async function askProgram(file: string, args: string[], options: AskOptions): Promise<ProgramAnswer> {
  if (options.signal?.aborted === true) return answerOf(file, options, 'aborted', '', '');
  let child: Child;
  try {
    child = spawn(file, args, {
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
  } catch (error) {
    return answerOf(file, options, { cannotStart: error }, '', '');
  }
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const outcome = await outcomeOf(child, options);
  await endGroup(child);
  return answerOf(file, options, outcome, textOf(stdout), textOf(stderr));
}

function outcomeOf(
  child: Child,
  { timeoutMs, signal, maxBytes = defaultMaxBytes }: AskOptions,
): Promise<Outcome> {
  let timer: NodeJS.Timeout;
  let onAbort: () => void;
  return new Promise<Outcome>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, 'late');
    onAbort = () => {
      resolve('aborted');
    };
    signal?.addEventListener('abort', onAbort);
    child.once('error', (error) => {
      resolve({ cannotStart: error });
    });
    child.once('exit', (code, killedBy) => {
      const exit = code === null ? { killedBy: killedBy ?? 'a signal' } : { exitCode: code };
      clearTimeout(timer);
      timer = setTimeout(resolve, pipesTimeoutMs, exit);
      child.once('close', () => {
        resolve(exit);
      });
    });
    let bytes = 0;
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) resolve('too-long');
      });
  }).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  });
}

/** Kills the rest of the program and its children, and closes its pipes. */
async function endGroup(child: Child): Promise<void> {
  const { pid } = child;
  if (pid !== undefined) killGroup(pid, child);
  child.stdout.destroy();
  child.stderr.destroy();
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  let timer: NodeJS.Timeout | undefined;
  await new Promise((resolve) => {
    child.once('exit', resolve);
    timer = setTimeout(resolve, killTimeoutMs);
  });
  clearTimeout(timer);
  child.unref();
}

function killGroup(pid: number, child: Child): void {
  if (process.platform === 'win32') {
    if (child.exitCode === null) killTree(pid);
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Ignored: the program and its children have ended.
  }
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

function answerOf(
  file: string,
  options: AskOptions,
  outcome: Outcome,
  stdout: string,
  stderr: string,
): ProgramAnswer {
  const exitCode = typeof outcome === 'object' && 'exitCode' in outcome ? outcome.exitCode : undefined;
  const ok = exitCode === 0;
  const problem = ok ? '' : problemOf(file, options, outcome, stderr);
  return { ok, exitCode, stdout, stderr, problem };
}

function problemOf(file: string, options: AskOptions, outcome: Outcome, stderr: string): string {
  if (outcome === 'late') return `no answer within ${options.timeoutMs / 1_000} s`;
  if (outcome === 'aborted') return 'it was stopped before it answered';
  if (outcome === 'too-long') return 'its answer is too long';
  if ('cannotStart' in outcome) {
    return hasCode(outcome.cannotStart, 'ENOENT')
      ? `${file} is not installed`
      : `${file} cannot be started: ${messageOf(outcome.cannotStart)}`;
  }
  const how =
    'exitCode' in outcome
      ? `it ended with exit code ${outcome.exitCode}`
      : `it was killed by ${outcome.killedBy}`;
  return lastWords(stderr) || how;
}

function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-3).join('; ').slice(0, 600);
}
