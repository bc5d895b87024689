import { connectSession } from '../control/client.ts';
import { NotReadyError } from '../shared/errors.ts';
import { runScenario, type FinishedRun, type RunOptions } from './run-scenario.ts';

/**
 * Runs a scenario against the topology that runs in a directory, and leaves it running.
 * @throws NothingRunningError; NotReadyError if fewer than two members run, since then the queue could not survive anyway
 */
export async function runOnSession(
  options: Omit<RunOptions, 'session'> & { workingDirectory: string; sessionName: string },
): Promise<FinishedRun> {
  const session = await connectSession({ directory: options.workingDirectory, session: options.sessionName });
  try {
    const { members } = await session.status();
    const running = members.filter(({ state }) => state === 'ready').length;
    if (running < 2) {
      const down = members.filter(({ state }) => state !== 'ready').map(({ name }) => name);
      throw new NotReadyError(
        `${running} of ${members.length} members runs; two are needed for the queue to survive one`,
        {
          hint: `start the others: distq start ${down.join(' ')}`,
        },
      );
    }
    return await runScenario({ ...options, session });
  } finally {
    await session.close();
  }
}
