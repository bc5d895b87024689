import { connectSession } from '../../control/client.ts';
import type { Session, SessionStatus } from '../../control/contract.ts';
import { NotReadyError, UsageError } from '../../foundation/errors/errors.ts';
import { holdSession } from './hold-session.ts';
import { prepareRun } from './prepare-directory.ts';
import { runScenario, type FinishedRun, type RunOptions } from './run-scenario.ts';

/**
 * Runs a scenario against the running topology of a directory, and leaves it running: services that ran before also run
 * afterwards, even if a step failed or the run was interrupted.
 * @throws NothingRunningError; SessionHeldError if another run holds it; NotReadyError if fewer than two members run,
 * because then the queue cannot survive
 */
export async function runOnSession(
  options: Omit<RunOptions, 'session'> & { workingDirectory: string; sessionName: string },
): Promise<FinishedRun> {
  const session = await connectSession({ directory: options.workingDirectory, session: options.sessionName });
  try {
    return await holdSession(session, { what: options.scenario.name, signal: options.signal }, (signal) =>
      runHeld({ ...options, session, signal }),
    );
  } finally {
    await session.close();
  }
}

async function runHeld(options: RunOptions): Promise<FinishedRun> {
  const { session } = options;
  const before = await session.status();
  if (before.runtime === 'external') throw memberFaultRefusal();
  if (before.broker !== 'none') requireTwoMembers(before);
  await prepareRun(options.directory);
  try {
    return await runScenario(options);
  } finally {
    await startAgain(session, before);
  }
}

function memberFaultRefusal(): UsageError {
  return new UsageError('the running topology uses an external cluster; distq does not kill its members', {
    hint: 'run a topology with a cluster that distq starts: distq up --runtime jvm, or docker',
  });
}

function requireTwoMembers({ members }: SessionStatus): void {
  const running = members.filter(({ state }) => state === 'ready').length;
  if (running >= 2) return;
  const down = members.filter(({ pid }) => pid === null).map(({ name }) => name);
  throw new NotReadyError(
    `${running} of ${members.length} members ${running === 1 ? 'is' : 'are'} ready; the queue survives the death of a member only if there are two`,
    {
      hint:
        down.length === 0
          ? 'run a topology of several members: distq up -t lab'
          : `start the others: distq start ${down.join(' ')}`,
    },
  );
}

async function startAgain(session: Session, before: SessionStatus): Promise<void> {
  const { services } = await session.status();
  const stopped = services.filter(
    ({ name, pid }) =>
      pid === null && before.services.some((service) => service.name === name && service.pid !== null),
  );
  if (stopped.length > 0) await session.start(stopped.map(({ name }) => name));
}
