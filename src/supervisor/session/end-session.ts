import { RemoteSession } from '../../control/client.ts';
import type { Session, Survivor } from '../../control/contract.ts';
import { sessionFiles, type SessionFiles } from '../../control/session-files.ts';
import {
  readSessionRecord,
  removeSessionRecord,
  supervisorIsRunning,
  type SessionRecord,
} from '../../control/session-record.ts';
import { NothingRunningError, NotReadyError, messageOf } from '../../foundation/errors/errors.ts';
import { isRunning, presenceOf, type ProcessIdentity } from '../../foundation/processes/process-identity.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import { endLeftBehind } from './left-behind.ts';
import { livingOwner } from './session-lock.ts';
import { findSurvivors } from '../process/survivors.ts';
import { hasCode } from '../../foundation/errors/error-code.ts';

/** The sum of all stop timeouts is well below this. */
const endTimeoutMs = 60_000;

export type SessionEnd =
  | { kind: 'nothing-running' }
  | { kind: 'stopped'; topology: string; survivors: Survivor[] }
  /** The session was starting, and nothing of it ran yet. */
  | { kind: 'start-ended' }
  /** The supervisor was dead; these processes still ran and were killed. */
  | { kind: 'cleaned-up'; topology: string; killed: string[]; survivors: Survivor[] };

/** Called instead of `end`, so that the caller can do something before and after it. */
export type AroundEnd = (remote: Session, end: () => Promise<void>) => Promise<void>;

/**
 * Ends the running or starting session of a directory, and returns when its supervisor has ended.
 * @throws NotReadyError if the supervisor does not end in time; MachineLacksError if the operating system does not
 * report whether it runs
 */
export async function endSession(
  directory: string,
  session: string,
  around: AroundEnd = (_, end) => end(),
): Promise<SessionEnd> {
  const files = sessionFiles(directory, session);
  const record = await readSessionRecord(files.record);
  if (record === undefined || !(await supervisorIsRunning(record))) return endUnrecorded(files);
  const { topology, supervisor } = record;
  const leftOf = await lookBefore(record);
  const remote = new RemoteSession(record.socket);
  try {
    await around(remote, async () => {
      await tellToEnd(remote, supervisor);
      await untilGone(supervisor);
    });
  } finally {
    await remote.close();
  }
  await cleanUp(files);
  return { kind: 'stopped', topology, survivors: await leftOf() };
}

/** A session takes its lock long before its record is written: a download may come in between. */
async function endUnrecorded(files: SessionFiles): Promise<SessionEnd> {
  const owner = await livingOwner(files.lock);
  if (owner === undefined) return (await cleanUp(files)) ?? { kind: 'nothing-running' };
  terminate(owner);
  await untilGone(owner);
  await cleanUp(files);
  return { kind: 'start-ended' };
}

/** A supervisor that does not answer yet, or whose socket was removed, still receives a signal. */
async function tellToEnd(remote: Session, supervisor: ProcessIdentity): Promise<void> {
  try {
    await remote.down();
  } catch (error) {
    if (!(error instanceof NothingRunningError)) throw error;
    if (await isRunning(supervisor)) terminate(supervisor);
  }
}

/** Windows has no SIGTERM: the supervisor ends immediately, and its watchdog kills its processes. */
function terminate({ pid }: ProcessIdentity): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return;
    throw new NotReadyError(`the supervisor (process ${pid}) cannot be stopped: ${messageOf(error)}`, {
      cause: error,
      hint: 'run the command again as the user who started the session',
    });
  }
}

/** Ends the processes that a dead supervisor left running. @returns undefined if no dead supervisor is recorded */
async function cleanUp(files: SessionFiles): Promise<SessionEnd | undefined> {
  const record = await readSessionRecord(files.record);
  if (record === undefined || (await supervisorIsRunning(record))) return undefined;
  const leftOf = await lookBefore(record);
  const killed = await endLeftBehind(record);
  await removeSessionRecord(files.record);
  return { kind: 'cleaned-up', topology: record.topology, killed, survivors: await leftOf() };
}

/**
 * Call this before the end. @returns a function that finds, after the end, the processes of the session that still run
 */
async function lookBefore({ processes }: SessionRecord): Promise<() => Promise<Survivor[]>> {
  const recorded = await Promise.all(
    processes.map(async (one) => ({
      start: one.start,
      when: (await isRunning(one)) ? ('at once' as const) : ('later' as const),
    })),
  );
  return async () => {
    const found = await Promise.all(
      recorded.map(async ({ start, when }) => (start === undefined ? [] : findSurvivors(start, when))),
    );
    return found.flat();
  };
}

async function untilGone(supervisor: ProcessIdentity): Promise<void> {
  const { pid } = supervisor;
  try {
    await waitFor({
      what: `the supervisor (process ${pid}) to end`,
      timeoutMs: endTimeoutMs,
      intervalMs: 20,
      probe: async () => ((await presenceOf(supervisor)) === 'gone' ? true : undefined),
    });
  } catch (error) {
    throw new NotReadyError(messageOf(error), {
      cause: error,
      hint: `it may still be ending: try again; or kill process ${pid}, which also ends its processes`,
    });
  }
}
