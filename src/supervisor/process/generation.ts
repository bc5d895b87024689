import type { Survivor } from '../../control/contract.ts';
import type { ProcessExit, RunningProcess } from '../../foundation/processes/process.ts';
import { withDeadline } from '../../foundation/async/wait-for.ts';
import type { ProcessPlan, Start } from './process-plan.ts';
import type { StartIdentity } from '../operating-system/process-tree.ts';
import { findSurvivors, type LookMoment } from './survivors.ts';

/** After SIGKILL only the kernel, or the engine of a container, has work left. */
const killTimeoutMs = 10_000;

/** One start of a supervised process, and what was ordered of it. */
export class Generation {
  readonly start: Start;
  readonly process: RunningProcess;
  /** undefined while it runs. */
  exit: ProcessExit | undefined;
  wasReady = false;
  /** Processes of this start that still run after its end. */
  survivors: readonly Survivor[] = [];
  #isEnded = false;
  #kills = 0;
  readonly #signals = new Set<string>();

  constructor(start: Start, process: RunningProcess) {
    this.start = start;
    this.process = process;
  }

  get identity(): StartIdentity {
    return { pid: this.process.pid, token: this.start.token };
  }

  /** Killed on command, also where it died of the signal only later. */
  get wasKilled(): boolean {
    return this.#kills > 0 || this.#signals.has(this.exit?.signal ?? '');
  }

  /** Its end is no failure of its own. */
  get endExpected(): boolean {
    return this.#isEnded || this.wasKilled;
  }

  /** To be called before `signal` is sent on command. @returns what to call if it has not ended it. */
  expectEnd(signal: NodeJS.Signals): () => void {
    this.#signals.add(signal);
    this.#kills += 1;
    return () => {
      this.#kills -= 1;
    };
  }

  endsWithin(timeoutMs: number): Promise<boolean> {
    return withDeadline('its end', timeoutMs, this.process.exited).then(
      () => true,
      () => false,
    );
  }

  /** SIGTERM, then SIGKILL after `stopTimeoutMs`. @returns false if it runs even ten seconds after that. */
  async end(stopTimeoutMs: number): Promise<boolean> {
    this.#isEnded = true;
    void this.process.kill('SIGTERM');
    // A frozen process hears SIGTERM only once it is thawed.
    if (process.platform !== 'win32') void this.process.kill('SIGCONT');
    if (await this.endsWithin(stopTimeoutMs)) return true;
    void this.process.kill('SIGKILL');
    return this.endsWithin(killTimeoutMs);
  }

  /** To be called once it has ended: looks for processes that it left running. */
  async findSurvivors(
    { program, port }: Pick<ProcessPlan, 'program' | 'port'>,
    when: LookMoment,
  ): Promise<readonly Survivor[]> {
    this.survivors = await findSurvivors({ program, port, token: this.start.token }, when);
    return this.survivors;
  }
}
