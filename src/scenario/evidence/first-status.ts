import type { Session, SessionStatus } from '../../control/contract.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';

/** The supervisor's client connects within 30 s, or not at all. */
const membersTimeoutMs = 35_000;

/**
 * The status with at least one member in it. Those of an external cluster are only known once the supervisor's client is connected;
 * without addresses a client would look for members on its own default port, where another cluster may be.
 * @throws NotReadyError if none is known in time; the signal's reason if aborted
 */
export function firstStatus(session: Session, signal: AbortSignal): Promise<SessionStatus> {
  return waitFor({
    what: 'the supervisor to know the members of the cluster',
    timeoutMs: membersTimeoutMs,
    signal,
    probe: async () => {
      const status = await session.status();
      return status.members.length > 0 ? status : undefined;
    },
  });
}
