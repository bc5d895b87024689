import { UsageError, messageOf } from '../../../foundation/errors/errors.ts';
import type { Command } from '../../../foundation/processes/process.ts';
import type { RunEvent, RunOrder } from '../../../protocol/run/run-progress.ts';
import type { PageChange } from '../../wire/apply-change.ts';
import { orderedRun, type PageRun } from '../../wire/page-run.ts';
import { commandOf } from '../../wire/plan-action.ts';
import { RunProgram } from './run-program.ts';

interface RunnerOptions {
  /** Runs scenarios (`serve run`). */
  program: Command;
  directory: string;
  /** The run as the page shows it now; null: none. */
  run: () => PageRun | null;
  report: (change: PageChange) => void;
}

/** In ms. An interrupted run undoes its faults; one on a lab of its own takes it down. */
const stopTimeoutMs = 65_000;
/** The same while the session ends, which kills what the run would put back. */
const endTimeoutMs = 15_000;

/** The run of the page: one at a time, each in a process of its own. */
export class PageRunner {
  readonly #options: RunnerOptions;
  #program: RunProgram | undefined;
  #ends: Promise<void> = Promise.resolve();

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** @throws UsageError if a run is in progress */
  requireFree(): void {
    const run = this.#inProgress();
    if (run === undefined) return;
    throw new UsageError(`${run.scenario} was started on this page and is in progress`, {
      hint: 'wait until it ends, or stop it',
    });
  }

  /** @throws UsageError if a run is in progress */
  start(order: RunOrder): void {
    this.requireFree();
    const { scenario, place, isStepwise, session } = order;
    const command = commandOf({ action: 'run', scenario, place, isStepwise }, session);
    this.#options.report({ kind: 'run', run: orderedRun({ scenario, place, isStepwise, command }) });
    const program = new RunProgram(this.#options.program, this.#options.directory);
    this.#program = program;
    this.#ends = this.#follow(program, order);
  }

  /**
   * Begins a step that waits.
   * @returns what came of it, for people
   * @throws UsageError if no run is in progress
   */
  next(step: number): string {
    const run = this.#inProgress();
    if (run === undefined)
      throw new UsageError('no run is in progress on this page', { hint: 'start one: its steps wait then' });
    if (run.steps[step]?.state !== 'waiting') return `step ${step + 1} does not wait`;
    this.#program?.send({ next: step });
    return `step ${step + 1} begins`;
  }

  /** Interrupts the run, as Ctrl-C does. Does nothing if none is in progress. */
  stop(): void {
    const run = this.#inProgress();
    if (run === undefined) return;
    this.#options.report({ kind: 'run', run: { ...run, isStopping: true } });
    this.#program?.stop(stopTimeoutMs);
  }

  /** No longer shows a run that has ended. */
  dismiss(): void {
    if (this.#inProgress() === undefined) this.#options.report({ kind: 'run', run: null });
  }

  /** Stops the run; settles when its process has ended, after seconds at most. */
  async end(): Promise<void> {
    this.#program?.stop(endTimeoutMs);
    await this.#ends;
  }

  #inProgress(): PageRun | undefined {
    const run = this.#options.run();
    return run !== null && run.outcome === null ? run : undefined;
  }

  async #follow(program: RunProgram, order: RunOrder): Promise<void> {
    try {
      await program.run(order, (told) => {
        this.#take(order.scenario, told);
      });
    } catch (error) {
      this.#take(order.scenario, { event: 'failed', message: messageOf(error), hint: null });
    }
    if (this.#program === program) this.#program = undefined;
  }

  #take(scenario: string, told: RunEvent): void {
    this.#options.report({ kind: 'run-event', told });
    const text = outcomeText(told);
    if (text === undefined) return;
    const event = { at: new Date().toISOString(), name: null, text: `${scenario} ${text}`, fault: null };
    const isGood = told.event === 'verdict' && told.verdict === 'passed';
    this.#options.report({ kind: 'event', event: { ...event, kind: isGood ? 'state' : 'failure' } });
  }
}

/** undefined: the run continues */
function outcomeText(told: RunEvent): string | undefined {
  switch (told.event) {
    case 'verdict':
      return `${told.verdict}: ${told.headline}`;
    case 'interrupted':
      return 'was stopped before its verdict';
    case 'failed':
      return `has no verdict: ${told.message}`;
    default:
      return undefined;
  }
}
