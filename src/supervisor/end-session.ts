import { connectSession } from '../control/client.ts';
import type { Session } from '../control/contract.ts';
import { sessionFiles } from '../control/session-files.ts';
import {
  readSessionRecord,
  removeSessionRecord,
  supervisorIsRunning,
  type SessionRecord,
} from '../control/session-record.ts';
import { NotReadyError, messageOf } from '../shared/errors.ts';
import { waitFor } from '../shared/wait.ts';
import { endLeftBehind } from './left-behind.ts';

/** Ending everything one after the other, each with its own bound, stays well below this. */
const endTimeoutMs = 60_000;

export type SessionEnd =
  | { kind: 'nothing-running' }
  | { kind: 'stopped'; topology: string }
  /** The supervisor had died; these processes of it still ran and were killed. */
  | { kind: 'cleaned-up'; topology: string; killed: string[] };

/** Does the asking for the end, and the waiting for it, in its own surroundings. */
export type AroundEnd = (remote: Session, end: () => Promise<void>) => Promise<void>;

/**
 * Ends the running session of a directory and returns once its supervisor is gone.
 * @throws NotReadyError if the supervisor does not end in time
 */
export async function endSession(
  directory: string,
  session: string,
  around: AroundEnd = (_, end) => end(),
): Promise<SessionEnd> {
  const files = sessionFiles(directory, session);
  const record = await readSessionRecord(files.record);
  if (record === undefined) return { kind: 'nothing-running' };
  const { topology } = record;
  if (!(await supervisorIsRunning(record))) {
    const killed = await endLeftBehind(record);
    await removeSessionRecord(files.record);
    return { kind: 'cleaned-up', topology, killed };
  }
  const remote = await connectSession({ directory, session });
  try {
    await around(remote, async () => {
      await remote.down();
      await untilGone(record);
    });
  } finally {
    await remote.close();
  }
  return { kind: 'stopped', topology };
}

async function untilGone(record: SessionRecord): Promise<void> {
  const { pid } = record.supervisor;
  try {
    await waitFor({
      what: `the supervisor (process ${pid}) to end`,
      timeoutMs: endTimeoutMs,
      intervalMs: 20,
      probe: async () => ((await supervisorIsRunning(record)) ? undefined : true),
    });
  } catch (error) {
    throw new NotReadyError(messageOf(error), {
      cause: error,
      hint: `it may still be ending: call it again; or kill process ${pid}, and what it runs is ended too`,
    });
  }
}
