import { randomUUID } from 'node:crypto';
import type { KillResult, State, StateChange, Survivor } from '../../control/contract.ts';
import { NotReadyError, messageOf } from '../../foundation/errors/errors.ts';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';
import type { ProcessExit, RunningProcess } from '../../foundation/processes/process.ts';
import { Sequence } from '../../foundation/async/sequence.ts';
import type { ProcessLog } from '../logs/process-log.ts';
import { Generation } from './generation.ts';
import { monitorReadiness } from './monitor-readiness.ts';
import { assertNobodyListens } from '../ports/port-taken.ts';
import type { LaunchListener, ProcessPlan, Start } from './process-plan.ts';
import { notEnded, notRunning } from './process-refusals.ts';
import { RestartLoop } from './restart-loop.ts';
import { survivorWords } from '../../control/describe-survivors.ts';
import type { LookMoment } from './survivors.ts';
import { describeExit, explainFailedStart, untilReady } from './until-ready.ts';

const killTimeoutMs = 10_000;

/** One supervised process over all its starts. Only `#become` changes its state. */
export class ManagedProcess {
  readonly plan: ProcessPlan;
  readonly log: ProcessLog;
  state: State = 'pending';
  restarts = 0;
  readonly #onChange: (change: StateChange) => void;
  readonly #onLaunch: LaunchListener;
  #starts = 0;
  #current: Generation | undefined;
  readonly #restartLoop: RestartLoop;
  /**
   * The last request: start (not aborted) or stop (aborted). A start in progress and a scheduled restart are valid only
   * as long as the request that caused them.
   */
  #wish = new AbortController();
  /** Starts and stops of one process are executed one after the other. */
  readonly #turns = new Sequence();

  constructor(
    plan: ProcessPlan,
    log: ProcessLog,
    on: { change: (change: StateChange) => void; launch: LaunchListener },
  ) {
    this.plan = plan;
    this.log = log;
    this.#restartLoop = new RestartLoop(plan.restart, {
      name: plan.name,
      become: (state, reason) => {
        this.#become(state, reason);
      },
      restart: (wish) => this.#turns.run(() => this.#restart(wish)),
      wasKilled: () => this.#current?.wasKilled === true,
    });
    this.#onChange = on.change;
    this.#onLaunch = on.launch;
  }

  get name(): string {
    return this.plan.name;
  }

  /** null if it does not run. */
  get pid(): number | null {
    return this.#running?.process.pid ?? null;
  }

  /** Id of its container; null for an ordinary process, or if it does not run. */
  get container(): string | null {
    return this.#running?.process.container ?? null;
  }

  /** Suspended by a SIGSTOP that was sent on command; false if it does not run. */
  get isFrozen(): boolean {
    return this.#running?.isFrozen === true;
  }

  /** Processes that its last start left running, as far as known; empty while it runs. */
  get survivors(): readonly Survivor[] {
    return this.#current?.survivors ?? [];
  }

  /**
   * Starts it unless it runs, and waits until it is ready.
   * @throws PortTakenError if another process listens on its port; NotReadyError with the last probe result and the end
   * of the log, after the started process was ended; the reason of `signal` or of a stop if one of them came first
   */
  start(signal?: AbortSignal): Promise<void> {
    // Set this now, before waiting for the turn: otherwise this start would undo a stop that comes meanwhile.
    if (this.#wish.signal.aborted) this.#wish = new AbortController();
    const wish = this.#wish.signal;
    return this.#turns.run(() =>
      withJoinedSignal({ signals: [signal, wish] }, (cancelled) => this.#start(cancelled)),
    );
  }

  /**
   * Ends it: SIGTERM, then SIGKILL after the plan's timeout. It stays down until the next `start`.
   * @param options atEnd: the session ends
   * @returns when the stop signal was sent (ISO 8601); null if it did not run
   */
  stop({ atEnd = false } = {}): Promise<string | null> {
    this.#wish.abort(new NotReadyError(`${this.name} was stopped while it was starting`));
    return this.#turns.run(() => this.#stop(atEnd && this.plan.killedAtEnd === true));
  }

  /**
   * Sends a signal after which the restart policy does not act. Waits for the end if the signal is fatal. The kill had
   * no effect if any process of this start still runs.
   */
  async kill(signal: NodeJS.Signals): Promise<KillResult> {
    const generation = this.#running;
    if (generation === undefined) throw notRunning(this.name, signal);
    const { pid } = generation.process;
    const sent = () => ({ name: this.name, signal, pid, signalledAt: new Date().toISOString() });
    if (signal === 'SIGSTOP' || signal === 'SIGCONT')
      return { ...sent(), hit: await generation.suspend(signal) };
    const withdraw = generation.expectEnd(signal);
    this.#become('stopping', `sent ${signal}`);
    const told = sent();
    void generation.process.kill(signal);
    const ended = await generation.endsWithin(killTimeoutMs);
    if (ended) await this.#tellSurvivors(generation, 'at once');
    else {
      withdraw();
      this.#survived(generation, signal);
    }
    const survivors = [...generation.survivors];
    return survivors.length === 0 ? { ...told, hit: ended } : { ...told, hit: false, survivors };
  }

  get #running(): Generation | undefined {
    return this.#current?.exit === undefined ? this.#current : undefined;
  }

  /** The signal did not end it. The next probe finds its current state. */
  #survived(generation: Generation, signal: NodeJS.Signals): void {
    // Another caller is ending it and still waits.
    if (generation !== this.#running || generation.endExpected) return;
    const state = this.plan.probesWhenReady ? 'unhealthy' : 'ready';
    this.#become(
      generation.wasReady ? state : 'starting',
      `still runs ${killTimeoutMs / 1_000} s after ${signal}`,
    );
  }

  async #start(cancelled: AbortSignal): Promise<void> {
    if (this.#running !== undefined && this.state !== 'stopping') return;
    await this.#end(this.#running);
    if (this.#running !== undefined) throw notEnded(this.name, this.#running.process.pid);
    cancelled.throwIfAborted();
    this.#starts += 1;
    this.#become('starting', null);
    const generation = await this.#launch(cancelled);
    try {
      await this.#onLaunch(this.plan, generation.start, generation.process);
      await untilReady(this.plan, generation, cancelled);
    } catch (error) {
      await this.#end(generation);
      // The caller that cancelled the start knows the reason, so the log is not quoted.
      if (cancelled.aborted) throw cancelled.reason;
      await generation.findSurvivors(this.plan, 'at once');
      throw await explainFailedStart(error, { plan: this.plan, generation, log: this.log });
    }
    generation.wasReady = true;
    // A fatal signal may have been sent meanwhile.
    if (!generation.endExpected) this.#become('ready', null);
    if (!this.plan.probesWhenReady) return;
    void monitorReadiness(this.plan, generation, {
      state: () => this.state,
      isRunning: () => generation === this.#running,
      become: (state, reason) => {
        this.#become(state, reason);
      },
    });
  }

  async #launch(cancelled: AbortSignal): Promise<Generation> {
    const start: Start = { number: this.#starts, token: randomUUID() };
    let process: RunningProcess;
    try {
      await assertNobodyListens(this.plan);
      process = await this.plan.launch(start, cancelled);
    } catch (error) {
      this.#become('exited', messageOf(error));
      throw error;
    }
    const generation = new Generation(start, process);
    this.#current = generation;
    this.log.follow(process);
    void process.exited.then((exit) => {
      this.#exited(generation, exit);
    });
    return generation;
  }

  async #stop(atOnce: boolean): Promise<string | null> {
    const generation = this.#running;
    if (generation === undefined) {
      if (this.#starts > 0) this.#become('exited', 'stopped on command');
      if (this.#current !== undefined) await this.#tellSurvivors(this.#current, 'later');
      return null;
    }
    const signalledAt = await this.#end(generation, atOnce);
    if (generation.exit !== undefined) await this.#tellSurvivors(generation, 'at once');
    return signalledAt;
  }

  /** @returns when the stop signal was sent (ISO 8601); null if it did not run */
  async #end(generation: Generation | undefined, atOnce = false): Promise<string | null> {
    if (generation === undefined || generation.exit !== undefined) return null;
    const signalledAt = new Date().toISOString();
    const ended = generation.end(atOnce ? 0 : this.plan.stopTimeoutMs);
    this.#become('stopping', null);
    if (!(await ended)) this.#become('stopping', 'still runs after SIGKILL');
    return signalledAt;
  }

  async #tellSurvivors(generation: Generation, when: LookMoment): Promise<void> {
    const survivors = await generation.findSurvivors(this.plan, when);
    if (survivors.length > 0 && generation === this.#current)
      this.#become(this.state, `left running: ${survivorWords(survivors)}`);
  }

  #exited(generation: Generation, exit: ProcessExit): void {
    generation.exit = exit;
    if (generation !== this.#current) return;
    const wasStarting = this.state === 'starting';
    this.#become('exited', describeExit(exit));
    // The caller of start() gets the failure and decides.
    if (wasStarting) return;
    const expected = generation.endExpected || this.#wish.signal.aborted;
    this.#restartLoop.answer({ expected, failed: exit.code !== 0 }, this.#wish.signal);
  }

  async #restart(wish: AbortSignal): Promise<void> {
    // It was stopped, or started on command, while this waited for its turn.
    if (wish.aborted || this.#running !== undefined) return;
    this.restarts += 1;
    await this.#start(wish);
  }

  #become(state: State, reason: string | null): void {
    if (state === this.state && reason === null) return;
    const change = { from: this.state, to: state, generation: this.#starts, pid: this.pid, reason };
    this.state = state;
    this.#onChange({ at: new Date().toISOString(), name: this.name, ...change });
  }
}
