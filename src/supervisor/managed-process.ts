import { setTimeout as sleep } from 'node:timers/promises';
import type { KillResult, State, StateChange } from '../control/contract.ts';
import { NotReadyError, messageOf } from '../shared/errors.ts';
import type { ProcessExit, RunningProcess } from '../shared/process.ts';
import type { ProcessLog } from './process-log.ts';
import type { LaunchListener, ProcessPlan } from './process-plan.ts';
import { describeExit, explainFailedStart, untilReady } from './until-ready.ts';
import { decideRestart } from './restart-policy.ts';

const monitorIntervalMs = 1_000;
const killTimeoutMs = 10_000;

interface Generation {
  readonly number: number;
  readonly process: RunningProcess;
  /** It was told to end: its exit is no failure. */
  endExpected: boolean;
  exit: ProcessExit | undefined;
}

/** One supervised process over all its starts. Its state changes in `#become` and nowhere else. */
export class ManagedProcess {
  readonly plan: ProcessPlan;
  readonly log: ProcessLog;
  state: State = 'pending';
  restarts = 0;
  readonly #onChange: (change: StateChange) => void;
  readonly #onLaunch: LaunchListener;
  #starts = 0;
  #current: Generation | undefined;
  #unexpectedExitsMs: number[] = [];
  #cancelStart = new AbortController();
  /** Starts and stops of one process happen one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    plan: ProcessPlan,
    log: ProcessLog,
    on: { change: (change: StateChange) => void; launch: LaunchListener },
  ) {
    this.plan = plan;
    this.log = log;
    this.#onChange = on.change;
    this.#onLaunch = on.launch;
  }

  get name(): string {
    return this.plan.name;
  }

  /** null while it does not run. */
  get pid(): number | null {
    return this.#running?.process.pid ?? null;
  }

  /** Id of the container that it runs in; null where it is an ordinary process, or does not run. */
  get container(): string | null {
    return this.#running?.process.container ?? null;
  }

  /**
   * Starts it, unless it runs, and waits until it is ready.
   * @throws NotReadyError with the last probe's result and the end of the log; what was started is ended again.
   */
  start(signal?: AbortSignal): Promise<void> {
    return this.#inTurn(() => this.#start(signal));
  }

  /**
   * Ends it: SIGTERM, then SIGKILL after the plan's bound.
   * @returns when it was told to end (ISO 8601); null if it did not run
   */
  stop(): Promise<string | null> {
    this.#cancelStart.abort(new NotReadyError(`${this.name} was told to stop while it was starting`));
    return this.#inTurn(() => this.#stop());
  }

  /** Sends a signal that the restart policy does not answer. Waits for the end where the signal means one. */
  async kill(signal: NodeJS.Signals): Promise<KillResult> {
    const generation = this.#running;
    if (generation === undefined) {
      throw new NotReadyError(`${this.name} does not run, so it cannot be sent ${signal}`, {
        hint: `start it: distq start ${this.name}`,
      });
    }
    const { pid } = generation.process;
    const goesOn = signal === 'SIGSTOP' || signal === 'SIGCONT';
    if (!goesOn) {
      generation.endExpected = true;
      this.#become('stopping', `sent ${signal}`);
    }
    const signalledAt = new Date().toISOString();
    const sent = generation.process.kill(signal);
    const gone = generation.process.exited.then(() => true);
    const hit = goesOn ? sent : Promise.race([gone, sleep(killTimeoutMs, false, { ref: false })]);
    return { name: this.name, signal, pid, signalledAt, hit: await hit };
  }

  get #running(): Generation | undefined {
    return this.#current?.exit === undefined ? this.#current : undefined;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #start(signal: AbortSignal | undefined): Promise<void> {
    if (this.#running !== undefined && this.state !== 'stopping') return;
    await this.#running?.process.exited;
    this.#cancelStart = new AbortController();
    const cancelled =
      signal === undefined ? this.#cancelStart.signal : AbortSignal.any([signal, this.#cancelStart.signal]);
    cancelled.throwIfAborted();
    this.#starts += 1;
    this.#become('starting', null);
    const generation = await this.#launch();
    try {
      await untilReady(this.plan, { log: this.log, exit: () => generation.exit, signal: cancelled });
    } catch (error) {
      await this.#end(generation);
      // Whoever cancelled the start knows why; the log would not tell.
      throw cancelled.aborted ? cancelled.reason : explainFailedStart(error, this.log);
    }
    this.#become('ready', null);
    void this.#monitor(generation);
  }

  async #launch(): Promise<Generation> {
    let process: RunningProcess;
    try {
      process = await this.plan.launch(this.#starts);
    } catch (error) {
      this.#become('exited', messageOf(error));
      throw error;
    }
    const generation: Generation = { number: this.#starts, process, endExpected: false, exit: undefined };
    this.#current = generation;
    this.log.follow(process);
    void process.exited.then((exit) => {
      this.#exited(generation, exit);
    });
    await this.#onLaunch(this.name, process);
    return generation;
  }

  /** A process that is ready can fall ill and recover without ending. */
  async #monitor(generation: Generation): Promise<void> {
    while (generation.exit === undefined) {
      await sleep(monitorIntervalMs, undefined, { ref: false });
      if (this.state !== 'ready' && this.state !== 'unhealthy') continue;
      const result = await this.plan.probe(this.log);
      // It may have been stopped, or have died, while the probe was under way.
      if (generation !== this.#running || generation.endExpected) continue;
      if (result.ready !== (this.state === 'ready'))
        this.#become(result.ready ? 'ready' : 'unhealthy', result.seen);
    }
  }

  async #stop(): Promise<string | null> {
    const generation = this.#running;
    if (generation === undefined) {
      if (this.state !== 'pending') this.#become('exited', 'told to stop');
      return null;
    }
    return this.#end(generation);
  }

  async #end(generation: Generation): Promise<string | null> {
    if (generation.exit !== undefined) return null;
    generation.endExpected = true;
    this.#become('stopping', null);
    const signalledAt = new Date().toISOString();
    void generation.process.kill('SIGTERM');
    // A frozen process hears SIGTERM only once it is thawed.
    if (process.platform !== 'win32') void generation.process.kill('SIGCONT');
    const timer = new AbortController();
    const expired = sleep(this.plan.stopTimeoutMs, 'expired', { signal: timer.signal }).catch(() => 'ended');
    if ((await Promise.race([generation.process.exited, expired])) === 'expired')
      void generation.process.kill('SIGKILL');
    timer.abort();
    await generation.process.exited;
    return signalledAt;
  }

  #exited(generation: Generation, exit: ProcessExit): void {
    generation.exit = exit;
    if (generation !== this.#current) return;
    const wasStarting = this.state === 'starting';
    this.#become('exited', describeExit(exit));
    // The one who called start() hears of it and decides.
    if (wasStarting) return;
    const nowMs = performance.now();
    const decision = decideRestart(this.plan.restart, {
      expected: generation.endExpected,
      failed: exit.code !== 0,
      earlierExitsMs: this.#unexpectedExitsMs,
      nowMs,
    });
    if (decision.kind === 'stay-down') return;
    this.#unexpectedExitsMs = [...this.#unexpectedExitsMs, nowMs].slice(-100);
    if (decision.kind === 'give-up') {
      this.#become(
        'exited',
        `given up after ${decision.failures} failures; start it with: distq start ${this.name}`,
      );
      return;
    }
    void this.#restartLater(decision.delayMs);
  }

  async #restartLater(delayMs: number): Promise<void> {
    this.#cancelStart = new AbortController();
    const { signal } = this.#cancelStart;
    this.#become('pending', `starts again in ${delayMs} ms`);
    try {
      await sleep(delayMs, undefined, { signal });
    } catch {
      return;
    }
    this.restarts += 1;
    try {
      await this.start(signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#unexpectedExitsMs = [...this.#unexpectedExitsMs, performance.now()].slice(-100);
      this.#retryAfterFailedStart(error);
    }
  }

  #retryAfterFailedStart(error: unknown): void {
    const decision = decideRestart(this.plan.restart, {
      expected: false,
      failed: true,
      earlierExitsMs: this.#unexpectedExitsMs.slice(0, -1),
      nowMs: performance.now(),
    });
    if (decision.kind === 'restart') void this.#restartLater(decision.delayMs);
    else this.#become('exited', `given up: ${messageOf(error).split('\n')[0] ?? ''}`);
  }

  #become(state: State, reason: string | null): void {
    if (state === this.state && reason === null) return;
    const change = { from: this.state, to: state, generation: this.#starts, pid: this.pid, reason };
    this.state = state;
    this.#onChange({ at: new Date().toISOString(), name: this.name, ...change });
  }
}
