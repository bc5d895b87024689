import type { Session, SessionStatus } from '../../control/contract.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';

/** The supervisor's client connects within 30 s or never. */
const membersTimeoutMs = 35_000;

/**
 * The status with at least one member in it. The members of an external cluster are known only when the supervisor's
 * client is connected. Without addresses a client would use its default port, where another cluster may run.
 * @throws NotReadyError if none is known in time; the signal's reason if aborted
 */
export function firstStatus(session: Session, signal: AbortSignal): Promise<SessionStatus> {
  return waitFor({
    what: 'the supervisor to know the members of the cluster',
    timeoutMs: membersTimeoutMs,
    signal,
    probe: async () => {
      const status = await session.status();
      return status.members.length > 0 || status.broker === 'none' ? status : undefined;
    },
  });
}
