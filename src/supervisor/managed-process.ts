import { setTimeout as sleep } from 'node:timers/promises';
import type { KillResult, State, StateChange } from '../control/contract.ts';
import { NotReadyError, messageOf } from '../shared/errors.ts';
import { withJoinedSignal } from '../shared/joined-signal.ts';
import type { ProcessExit, RunningProcess } from '../shared/process.ts';
import { Sequence } from '../shared/sequence.ts';
import type { ProcessLog } from './process-log.ts';
import { Generation } from './generation.ts';
import type { LaunchListener, ProcessPlan } from './process-plan.ts';
import { describeExit, explainFailedStart, untilReady } from './until-ready.ts';
import { RestartHistory } from './restart-policy.ts';

const monitorIntervalMs = 1_000;
const killTimeoutMs = 10_000;

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
  readonly #history: RestartHistory;
  /**
   * What was last asked for: aborted, that it is down. A start that is under way and a restart that is to come hold as long as
   * their wish does.
   */
  #wish = new AbortController();
  /** Starts and stops of one process happen one after the other. */
  readonly #turns = new Sequence();

  constructor(
    plan: ProcessPlan,
    log: ProcessLog,
    on: { change: (change: StateChange) => void; launch: LaunchListener },
  ) {
    this.plan = plan;
    this.log = log;
    this.#history = new RestartHistory(plan.restart);
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
   * @throws NotReadyError with the last probe's result and the end of the log, what was started is ended again; the reason of
   *   `signal`, or of a stop, if one of them came first.
   */
  start(signal?: AbortSignal): Promise<void> {
    // Now and not in its turn, or a stop that comes before that would not hold.
    if (this.#wish.signal.aborted) this.#wish = new AbortController();
    const wish = this.#wish.signal;
    return this.#turns.run(() =>
      withJoinedSignal({ signals: [signal, wish] }, (cancelled) => this.#start(cancelled)),
    );
  }

  /**
   * Ends it: SIGTERM, then SIGKILL after the plan's bound. It stays down until the next `start`.
   * @returns when it was told to end (ISO 8601); null if it did not run
   */
  stop(): Promise<string | null> {
    this.#wish.abort(new NotReadyError(`${this.name} was told to stop while it was starting`));
    return this.#turns.run(() => this.#stop());
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
    if (signal === 'SIGSTOP' || signal === 'SIGCONT') {
      const signalledAt = new Date().toISOString();
      return { name: this.name, signal, pid, signalledAt, hit: await generation.process.kill(signal) };
    }
    const withdraw = generation.expectEnd(signal);
    this.#become('stopping', `sent ${signal}`);
    const signalledAt = new Date().toISOString();
    void generation.process.kill(signal);
    const hit = await generation.endsWithin(killTimeoutMs);
    if (!hit) {
      withdraw();
      this.#survived(generation, signal);
    }
    return { name: this.name, signal, pid, signalledAt, hit };
  }

  get #running(): Generation | undefined {
    return this.#current?.exit === undefined ? this.#current : undefined;
  }

  /** The signal did not end it; in which state it is now is for the next probe to say. */
  #survived(generation: Generation, signal: NodeJS.Signals): void {
    // Whoever else told it to end still waits.
    if (generation !== this.#running || generation.endExpected) return;
    this.#become(
      generation.wasReady ? 'unhealthy' : 'starting',
      `still runs ${killTimeoutMs / 1_000} s after ${signal}`,
    );
  }

  async #start(cancelled: AbortSignal): Promise<void> {
    if (this.#running !== undefined && this.state !== 'stopping') return;
    await this.#end(this.#running);
    if (this.#running !== undefined)
      throw new NotReadyError(
        `process ${this.#running.process.pid} of ${this.name} has not ended, so it is not started anew`,
        { hint: 'see what holds it, as the operating system tells it: ps' },
      );
    cancelled.throwIfAborted();
    this.#starts += 1;
    this.#become('starting', null);
    const generation = await this.#launch(cancelled);
    try {
      await this.#onLaunch(this.name, generation.process);
      await untilReady(this.plan, { log: this.log, exit: () => generation.exit, signal: cancelled });
    } catch (error) {
      await this.#end(generation);
      // Whoever cancelled the start knows why; the log would not tell.
      throw cancelled.aborted ? cancelled.reason : explainFailedStart(error, this.log);
    }
    generation.wasReady = true;
    // A signal that is to end it may have been sent meanwhile.
    if (!generation.endExpected) this.#become('ready', null);
    void this.#monitor(generation);
  }

  async #launch(cancelled: AbortSignal): Promise<Generation> {
    let process: RunningProcess;
    try {
      process = await this.plan.launch(this.#starts, cancelled);
    } catch (error) {
      this.#become('exited', messageOf(error));
      throw error;
    }
    const generation = new Generation(process);
    this.#current = generation;
    this.log.follow(process);
    void process.exited.then((exit) => {
      this.#exited(generation, exit);
    });
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
      if (this.#starts > 0) this.#become('exited', 'told to stop');
      return null;
    }
    return this.#end(generation);
  }

  /** @returns when it was told to end (ISO 8601); null if it did not run */
  async #end(generation: Generation | undefined): Promise<string | null> {
    if (generation === undefined || generation.exit !== undefined) return null;
    const signalledAt = new Date().toISOString();
    const ended = generation.end(this.plan.stopTimeoutMs);
    this.#become('stopping', null);
    if (!(await ended)) this.#become('stopping', 'still runs after SIGKILL');
    return signalledAt;
  }

  #exited(generation: Generation, exit: ProcessExit): void {
    generation.exit = exit;
    if (generation !== this.#current) return;
    const wasStarting = this.state === 'starting';
    this.#become('exited', describeExit(exit));
    // The one who called start() hears of it and decides.
    if (wasStarting) return;
    const expected = generation.endExpected || this.#wish.signal.aborted;
    this.#answerFailure({ expected, failed: exit.code !== 0 });
  }

  /** @param why for the state, where it is given up */
  #answerFailure(end: { expected: boolean; failed: boolean }, why?: string): void {
    const decision = this.#history.decide(end, performance.now());
    if (decision.kind === 'restart') void this.#restartLater(decision.delayMs);
    if (decision.kind === 'give-up')
      this.#become(
        'exited',
        `given up${why ?? ` after ${decision.failures} failures; start it with: distq start ${this.name}`}`,
      );
  }

  async #restartLater(delayMs: number): Promise<void> {
    const wish = this.#wish.signal;
    this.#become('pending', `starts again in ${delayMs} ms`);
    try {
      await sleep(delayMs, undefined, { signal: wish });
    } catch {
      return;
    }
    try {
      await this.#turns.run(() => this.#restart(wish));
    } catch (error) {
      // Killed on command while it was starting, it stays down as it would at any other time.
      if (wish.aborted || this.#current?.wasKilled === true) return;
      this.#answerFailure({ expected: false, failed: true }, `: ${messageOf(error).split('\n')[0] ?? ''}`);
    }
  }

  async #restart(wish: AbortSignal): Promise<void> {
    // Stopped, or started on command, while it waited for its turn.
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
