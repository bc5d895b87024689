import { NotReadyError, NothingRunningError } from '../foundation/errors/errors.ts';
import { withJoinedSignal } from '../foundation/async/joined-signal.ts';
import type { ProcessState, Session, SessionEvent, State } from './contract.ts';

export interface AwaitedState {
  /** Instances, services or members; none means all. */
  names: string[];
  state: State;
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * Waits until all that are named have a state at the same time. Once the session has ended they have all exited.
 * @returns their states then
 * @throws NotReadyError after `timeoutMs`, with the state of each that has another one; NothingRunningError where the session ends, or its
 *   supervisor dies, before; UsageError for unknown names; the signal's reason if aborted
 */
export async function awaitState(session: Session, wanted: AwaitedState): Promise<ProcessState[]> {
  const { names, state, timeoutMs, signal } = wanted;
  const states = new KnownStates();
  const outcome = await withJoinedSignal({ signals: [signal], timeoutMs }, async (inTime) => {
    for await (const event of session.events({ names }, inTime)) {
      states.apply(event);
      if (states.allAre(state)) return 'reached';
      if (event.event === 'end') return 'ended';
    }
    return inTime.aborted ? 'late' : 'died';
  });
  if (outcome === 'reached') return states.list();
  signal.throwIfAborted();
  if (outcome === 'late') {
    throw new NotReadyError(
      `waited ${timeoutMs} ms for the state ${state}; last seen: ${states.others(state)}`,
      { hint: 'see `distq status` and `distq logs`, or wait longer: --timeout' },
    );
  }
  const what = outcome === 'ended' ? 'the session ended' : 'the supervisor died';
  throw new NothingRunningError(`${what} before all were ${state}`, {
    hint: 'start it again: distq up --detach',
  });
}

class KnownStates {
  readonly #known = new Map<string, ProcessState & { reason: string | null }>();

  apply(event: SessionEvent): void {
    if (event.event === 'snapshot') {
      for (const process of event.processes) this.#known.set(process.name, { ...process, reason: null });
    } else if (event.event === 'change') {
      const { name, to, pid, reason } = event;
      this.#known.set(name, { name, state: to, pid, reason });
    } else {
      // What was never started has not exited by itself, but does not run either.
      for (const process of this.#known.values())
        this.#known.set(process.name, { ...process, state: 'exited', pid: null });
    }
  }

  allAre(state: State): boolean {
    return this.#known.size > 0 && this.list().every((process) => process.state === state);
  }

  list(): ProcessState[] {
    return [...this.#known.values()].map(({ name, state, pid }) => ({ name, state, pid }));
  }

  /** Those that have another state, in words. */
  others(wanted: State): string {
    if (this.#known.size === 0) return 'nothing';
    return [...this.#known.values()]
      .filter(({ state }) => state !== wanted)
      .map(({ name, state, reason }) => `${name} ${state}${reason === null ? '' : ` (${reason})`}`)
      .join(', ');
  }
}
