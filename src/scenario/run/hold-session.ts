import type { Session } from '../../control/contract.ts';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';

export interface HoldOptions {
  /** Name of the scenario, for those who are refused meanwhile. */
  what: string;
  signal: AbortSignal;
}

/**
 * Holds a session while `run` works with it, so that nobody else disturbs its evidence. The signal that `run` gets is aborted by
 * `options.signal`, and once the session ends.
 * @throws SessionHeldError where another run holds it; NothingRunningError where the session ended before the run did
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
    // Whatever failed then failed because of it.
    claim.ended.throwIfAborted();
    throw error;
  } finally {
    await claim.release();
  }
}
