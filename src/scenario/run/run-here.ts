import { connectSession } from '../../control/client.ts';
import type { SessionStatus } from '../../control/contract.ts';
import { defaultSession } from '../../control/session-files.ts';
import { UsageError } from '../../foundation/errors/errors.ts';
import { runOnSession } from './run-on-session.ts';
import type { FinishedRun } from './run-scenario.ts';
import { whyNotHere } from './why-not-here.ts';

interface HereRun extends FinishedRun {
  /** Parts that the run killed and left down. */
  leftDown: string[];
}

/**
 * Runs any scenario against the running topology of a directory, if it fits.
 * @throws UsageError if it does not; otherwise as `runOnSession`
 */
export async function runHere(options: Parameters<typeof runOnSession>[0]): Promise<HereRun> {
  const { scenario } = options;
  const reason = whyNotHere(scenario, await statusOf(options));
  if (reason !== undefined)
    throw new UsageError(`${scenario.name} cannot be run on the running topology: ${reason}`, {
      hint: `run it on a fresh one: distq scenario run ${scenario.name}`,
    });
  const finished = await runOnSession(options);
  const { members, services } = await statusOf(options);
  const down = [...members, ...services].filter(({ pid }) => pid === null).map(({ name }) => name);
  const targets = new Set(finished.document.faults.map(({ target }) => target));
  return { ...finished, leftDown: down.filter((name) => targets.has(name)) };
}

/** The flags of `scenario run` for a run on a session that runs. */
export function hereFlags(session: string): string[] {
  return ['--here', ...(session === defaultSession ? [] : ['--session', session])];
}

async function statusOf({
  workingDirectory,
  sessionName,
}: Pick<Parameters<typeof runOnSession>[0], 'workingDirectory' | 'sessionName'>): Promise<SessionStatus> {
  const session = await connectSession({ directory: workingDirectory, session: sessionName });
  try {
    return await session.status();
  } finally {
    await session.close();
  }
}
