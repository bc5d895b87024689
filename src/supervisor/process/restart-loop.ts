import { setTimeout as sleep } from 'node:timers/promises';
import type { State } from '../../control/contract.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import { shortText } from '../../foundation/text/short-text.ts';
import type { RestartSpec } from '../../topology/topology.ts';
import { RestartHistory } from './restart-policy.ts';

const toldCharacters = 400;

interface Restarted {
  name: string;
  become: (state: State, reason: string) => void;
  /** Starts it again unless `wish` is aborted or it runs. */
  restart: (wish: AbortSignal) => Promise<void>;
  wasKilled: () => boolean;
}

/** Restarts one process after failures until its restart policy gives up. */
export class RestartLoop {
  readonly #process: Restarted;
  readonly #history: RestartHistory;

  constructor(spec: RestartSpec, process: Restarted) {
    this.#process = process;
    this.#history = new RestartHistory(spec);
  }

  /**
   * @param wish aborted when the process must stay down
   * @param why the reason to show in its state if the policy gives up
   */
  answer(end: { expected: boolean; failed: boolean }, wish: AbortSignal, why?: string): void {
    const decision = this.#history.decide(end, performance.now());
    if (decision.kind === 'restart') void this.#later(decision.delayMs, wish);
    if (decision.kind === 'give-up') {
      const told =
        why ?? ` after ${decision.failures} failures; start it with: distq start ${this.#process.name}`;
      this.#process.become('exited', `given up${told}`);
    }
  }

  async #later(delayMs: number, wish: AbortSignal): Promise<void> {
    this.#process.become('pending', `restarts in ${delayMs} ms`);
    try {
      await sleep(delayMs, undefined, { signal: wish });
    } catch {
      return;
    }
    try {
      await this.#process.restart(wish);
    } catch (error) {
      // If it was killed on command while starting, it stays down as at any other time.
      if (wish.aborted || this.#process.wasKilled()) return;
      const [line = ''] = messageOf(error).split('\n');
      this.answer({ expected: false, failed: true }, wish, `: ${shortText(line, toldCharacters)}`);
    }
  }
}
