import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Command, ProcessExit, RunningProcess } from '../../../foundation/processes/process.ts';
import { spawnProcess } from '../../../foundation/processes/spawn-process.ts';
import { runEvent, type NextStep, type RunEvent, type RunOrder } from '../../../protocol/run/run-progress.ts';

const mostLines = 5;

/** The process of one run: it reads an order and tells what happens, a line each. */
export class RunProgram {
  readonly #command: Command;
  readonly #directory: string;
  #child: RunningProcess | undefined;
  #isStopped = false;
  #isOver = false;
  #kill: NodeJS.Timeout | undefined;

  constructor(command: Command, directory: string) {
    this.#command = command;
    this.#directory = directory;
  }

  /**
   * Runs it; settles when the process has ended. The last event is an outcome, however it ended.
   * @throws MachineLacksError if it cannot be started
   */
  async run(order: RunOrder, take: (told: RunEvent) => void): Promise<void> {
    const child = await spawnProcess(this.#command, { stdin: 'pipe', cwd: this.#directory });
    this.#child = child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = eventIn(line);
      if (told === undefined || this.#isOver) return;
      this.#isOver = told.event === 'verdict' || told.event === 'interrupted' || told.event === 'failed';
      take(told);
    });
    const lastWords = keepLastLines(child.stderr);
    this.send(order);
    if (this.#isStopped) child.stdin?.end();
    const exit = await child.exited;
    clearTimeout(this.#kill);
    if (this.#isOver) return;
    take(this.#isStopped ? { event: 'interrupted' } : endedEarly(exit, lastWords()));
  }

  send(line: RunOrder | NextStep): void {
    this.#child?.stdin?.write(`${JSON.stringify(line)}\n`);
  }

  /** Asks the run to end, by closing its input; kills it after a while. */
  stop(timeoutMs: number): void {
    this.#isStopped = true;
    this.#child?.stdin?.end();
    clearTimeout(this.#kill);
    this.#kill = setTimeout(() => void this.#child?.kill('SIGKILL'), timeoutMs).unref();
  }
}

/** undefined: the line is none of the run's, as a warning of Node.js */
function eventIn(line: string): RunEvent | undefined {
  try {
    return runEvent.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function keepLastLines(output: Readable): () => string {
  const kept: string[] = [];
  createInterface({ input: output }).on('line', (line) => {
    kept.push(line.slice(0, 500));
    if (kept.length > mostLines) kept.shift();
  });
  return () => kept.join('\n');
}

function endedEarly({ code, signal }: ProcessExit, words: string): RunEvent {
  const how = signal === undefined ? `exit code ${code ?? 'unknown'}` : `killed by ${signal}`;
  const message = `the process of the run ended without a verdict: ${how}${words === '' ? '' : `\n${words}`}`;
  return { event: 'failed', message, hint: 'run it in a terminal to see more' };
}
