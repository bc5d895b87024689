import { randomUUID } from 'node:crypto';
import type { RunClaim, RunHolder } from '../../control/contract.ts';
import { SessionBusyError, SessionHeldError } from '../../control/session-held.ts';
import { NothingRunningError } from '../../foundation/errors/errors.ts';

interface Held {
  claim: RunClaim;
  holder: RunHolder;
  end: AbortController;
}

/** Lets one run at a time hold a session, and refuses the actions of other callers meanwhile. */
export class RunGate {
  #held: Held | undefined;
  /** Names of the actions in progress. */
  readonly #actions = new Set<{ name: string }>();

  /** null: no run holds the session. */
  get run(): RunHolder | null {
    return this.#held?.holder ?? null;
  }

  /** @throws SessionHeldError if another run holds the session; SessionBusyError if an action is in progress */
  claim(run: Pick<RunHolder, 'what' | 'pid'>): RunClaim {
    if (this.#held !== undefined) throw new SessionHeldError(this.#held.holder);
    if (this.#actions.size > 0) throw new SessionBusyError([...this.#actions].map(({ name }) => name));
    const id = randomUUID();
    const end = new AbortController();
    const claim: RunClaim = {
      id,
      ended: end.signal,
      release: () => {
        this.release(id);
        return Promise.resolve();
      },
    };
    this.#held = { claim, holder: { ...run, since: new Date().toISOString() }, end };
    return claim;
  }

  /** Does nothing if this claim no longer holds the session. */
  release(id: string): void {
    if (this.#held?.claim.id === id) this.#held = undefined;
  }

  /**
   * Executes an action.
   * @param claim of the run that acts
   * @throws SessionHeldError if another run holds the session
   */
  async act<T>(claim: string | undefined, name: string, work: () => Promise<T>): Promise<T> {
    if (this.#held !== undefined && this.#held.claim.id !== claim)
      throw new SessionHeldError(this.#held.holder);
    const action = { name };
    this.#actions.add(action);
    try {
      return await work();
    } finally {
      this.#actions.delete(action);
    }
  }

  /** The session is ending: informs the run that holds it. */
  end(): void {
    this.#held?.end.abort(new NothingRunningError('the session is ending'));
  }
}
