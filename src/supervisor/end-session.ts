import { connectSession } from '../control/client.ts';
import { sessionFiles } from '../control/session-files.ts';
import { readSessionRecord, removeSessionRecord, supervisorIsRunning } from '../control/session-record.ts';
import { waitFor } from '../shared/wait.ts';
import { endLeftBehind } from './left-behind.ts';

/** Ending everything one after the other, each with its own bound, stays well below this. */
const endTimeoutMs = 60_000;

export type SessionEnd =
  | { kind: 'nothing-running' }
  | { kind: 'stopped'; topology: string }
  /** The supervisor had died; these processes of it still ran and were killed. */
  | { kind: 'cleaned-up'; topology: string; killed: string[] };

/** Ends the running session of a directory and returns once its supervisor is gone. */
export async function endSession(directory: string, session: string): Promise<SessionEnd> {
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
    await remote.down();
  } finally {
    await remote.close();
  }
  await waitFor({
    what: `the supervisor (process ${record.supervisor.pid}) to end`,
    timeoutMs: endTimeoutMs,
    intervalMs: 20,
    probe: async () => ((await supervisorIsRunning(record)) ? undefined : true),
  });
  return { kind: 'stopped', topology };
}
