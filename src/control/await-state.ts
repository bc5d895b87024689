import { NotReadyError, NothingRunningError } from '../foundation/errors/errors.ts';
import { withJoinedSignal } from '../foundation/async/joined-signal.ts';
import type { ProcessState, Session, SessionEvent, State } from './contract.ts';

export interface AwaitedState {
  /** Instances, services or members; empty: all. */
  names: string[];
  state: State;
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * Waits until all named parts have a state at the same time. When the session has ended, all have exited.
 * @returns their states at that time
 * @throws NotReadyError after `timeoutMs`, with each part that has another state; NothingRunningError if the session
 * ends or its supervisor dies before; UsageError for unknown names; the signal's reason if aborted
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
      // A part that was never started has no exit, but it does not run either.
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

  /** Describes the parts that have another state. */
  others(wanted: State): string {
    if (this.#known.size === 0) return 'nothing';
    return [...this.#known.values()]
      .filter(({ state }) => state !== wanted)
      .map(({ name, state, reason }) => `${name} ${state}${reason === null ? '' : ` (${reason})`}`)
      .join(', ');
  }
}
