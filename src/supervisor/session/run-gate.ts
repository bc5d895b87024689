import { randomUUID } from 'node:crypto';
import type { RunClaim, RunHolder } from '../../control/contract.ts';
import { SessionBusyError, SessionHeldError } from '../../control/session-held.ts';
import { NothingRunningError } from '../../foundation/errors/errors.ts';

interface Held {
  claim: RunClaim;
  holder: RunHolder;
  end: AbortController;
}

/** Admits one run at a time to a session, and refuses the actions of all other callers meanwhile. */
export class RunGate {
  #held: Held | undefined;
  /** Names of the actions that are under way. */
  readonly #actions = new Set<{ name: string }>();

  /** null: no run holds the session. */
  get run(): RunHolder | null {
    return this.#held?.holder ?? null;
  }

  /** @throws SessionHeldError; SessionBusyError while an action is under way */
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

  /** Does nothing where this claim no longer holds the session. */
  release(id: string): void {
    if (this.#held?.claim.id === id) this.#held = undefined;
  }

  /**
   * Carries an action out.
   * @param claim of the run whose action it is
   * @throws SessionHeldError where another run holds the session
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

  /** The session is being ended: informs the run that holds it. */
  end(): void {
    this.#held?.end.abort(new NothingRunningError('the session is being ended'));
  }
}
