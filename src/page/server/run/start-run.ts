import type { Session } from '../../../control/contract.ts';
import { SessionHeldError } from '../../../control/session-held.ts';
import type { RunRequest } from '../../wire/plan-run.ts';
import type { PagePoster } from '../page-poster.ts';
import type { PageRunner } from './page-runner.ts';

/**
 * Begins a run.
 * @returns what began, for people
 * @throws UsageError if another run of the page is in progress; for a run on this session, SessionHeldError if another
 * run holds it, SessionBusyError if the page still posts
 */
export async function startRun(
  session: Session,
  { scenario, place, isStepwise }: Extract<RunRequest, { ask: 'run' }>,
  { poster, runner }: { poster: PagePoster; runner: PageRunner },
): Promise<string> {
  const { session: name, run } = await session.status();
  runner.requireFree();
  if (place === 'here') {
    if (run !== null) throw new SessionHeldError(run);
    await poster.rest();
  }
  runner.start({ scenario, place, isStepwise, session: name });
  return `${scenario} began ${place === 'here' ? 'on this lab' : 'on a lab of its own'}`;
}
