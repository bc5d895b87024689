import type { Session } from '../../control/contract.ts';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';

export interface HoldOptions {
  /** Name of the scenario, for the error of refused commands. */
  what: string;
  signal: AbortSignal;
}

/**
 * Holds a session during `run`, so that no other command disturbs its evidence. The signal that `run` receives is
 * aborted by `options.signal` and by the end of the session.
 * @throws SessionHeldError if another run holds it; NothingRunningError if the session ends before the run
 */
export async function holdSession<T>(
  session: Session,
  { what, signal }: HoldOptions,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const claim = await session.claim({ what, pid: process.pid });
  try {
    return await withJoinedSignal({ signals: [signal, claim.ended] }, run);
  } catch (error) {
    // After the end of the session, any failure was caused by it.
    claim.ended.throwIfAborted();
    throw error;
  } finally {
    await claim.release();
  }
}
