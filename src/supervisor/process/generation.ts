import type { Survivor } from '../../control/contract.ts';
import type { ProcessExit, RunningProcess } from '../../foundation/processes/process.ts';
import { withDeadline } from '../../foundation/async/wait-for.ts';
import type { ProcessPlan, Start } from './process-plan.ts';
import type { StartIdentity } from '../operating-system/process-tree.ts';
import { findSurvivors, type LookMoment } from './survivors.ts';

/** After SIGKILL only the kernel or the container engine still has work to do. */
const killTimeoutMs = 10_000;

/** One start of a supervised process, and the signals sent to it on command. */
export class Generation {
  readonly start: Start;
  readonly process: RunningProcess;
  /** undefined while it runs. */
  exit: ProcessExit | undefined;
  wasReady = false;
  /** Processes of this start that still run after it ended. */
  survivors: readonly Survivor[] = [];
  #isEnded = false;
  #isFrozen = false;
  #kills = 0;
  readonly #signals = new Set<string>();

  constructor(start: Start, process: RunningProcess) {
    this.start = start;
    this.process = process;
  }

  get identity(): StartIdentity {
    return { pid: this.process.pid, token: this.start.token };
  }

  /** Killed on command, even if it died of the signal much later. */
  get wasKilled(): boolean {
    return this.#kills > 0 || this.#signals.has(this.exit?.signal ?? '');
  }

  /** Its end is not a failure: it was stopped or killed on command. */
  get endExpected(): boolean {
    return this.#isEnded || this.wasKilled;
  }

  /** Call this before sending `signal` on command. @returns a function to call if the signal has not ended it */
  expectEnd(signal: NodeJS.Signals): () => void {
    this.#signals.add(signal);
    this.#kills += 1;
    return () => {
      this.#kills -= 1;
    };
  }

  /** By a SIGSTOP that was sent on command; one of somebody else is not noticed. */
  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  /** @returns whether the signal was sent */
  async suspend(signal: 'SIGSTOP' | 'SIGCONT'): Promise<boolean> {
    const isSent = await this.process.kill(signal);
    if (isSent) this.#isFrozen = signal === 'SIGSTOP';
    return isSent;
  }

  endsWithin(timeoutMs: number): Promise<boolean> {
    return withDeadline('its end', timeoutMs, this.process.exited).then(
      () => true,
      () => false,
    );
  }

  /**
   * SIGTERM, then SIGKILL after `stopTimeoutMs`.
   * @param stopTimeoutMs 0: SIGKILL at once
   * @returns false if it still runs ten seconds after SIGKILL
   */
  async end(stopTimeoutMs: number): Promise<boolean> {
    this.#isEnded = true;
    if (stopTimeoutMs > 0) {
      void this.process.kill('SIGTERM');
      // A frozen process receives SIGTERM only after it is thawed.
      if (process.platform !== 'win32') void this.process.kill('SIGCONT');
      if (await this.endsWithin(stopTimeoutMs)) return true;
    }
    void this.process.kill('SIGKILL');
    return this.endsWithin(killTimeoutMs);
  }

  /** Call this after the process ended: finds the processes that it left running. */
  async findSurvivors(
    { program, port }: Pick<ProcessPlan, 'program' | 'port'>,
    when: LookMoment,
  ): Promise<readonly Survivor[]> {
    this.survivors = await findSurvivors({ program, port, token: this.start.token }, when);
    return this.survivors;
  }
}
