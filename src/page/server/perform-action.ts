import type { Session } from '../../control/contract.ts';
import { cut } from '../../protocol/links.ts';
import type { ActionRequest } from '../wire/plan-action.ts';
import type { ReadMessages } from '../wire/read-messages.ts';
import type { PagePoster } from './page-poster.ts';
import { readMerged } from './read-merged.ts';
import type { PageRunner } from './run/page-runner.ts';
import { startRun } from './run/start-run.ts';

export interface Performed {
  /** What came of it, for people. */
  done: string;
  /** What was read; absent: nothing was to be read. */
  read?: ReadMessages;
}

interface Performers {
  poster: PagePoster;
  runner: PageRunner;
  signal: AbortSignal;
}

/**
 * Does what an action asks of the session.
 * @throws as the session does
 */
export async function performAction(
  session: Session,
  request: ActionRequest,
  { poster, runner, signal }: Performers,
): Promise<Performed> {
  switch (request.ask) {
    case 'post':
      return { done: await poster.post(session, request.posts) };
    case 'load':
      return { done: await poster.load(session, request.posts) };
    case 'stop-load':
      poster.stopLoad();
      return { done: 'the load was stopped' };
    case 'get':
      return readMerged(session, signal);
    case 'kill-node': {
      const { name, ownerAfter } = await session.killNode(undefined, 'SIGKILL');
      return {
        done: `killed ${name}; ${ownerAfter === null ? 'no owner was seen in time' : `${ownerAfter} owns the queue`}`,
      };
    }
    case 'kill':
      await session.kill(request.names, request.signal);
      return { done: `sent ${request.signal} to ${request.names.join(', ')}` };
    case 'isolate': {
      const { members } = await session.isolate(request.names, cut.parse({}));
      return { done: `cut off ${members.join(', ')}; the heartbeats notice it within seconds` };
    }
    case 'heal': {
      const { members } = await session.heal(request.names);
      return { done: `the links of ${members.join(', ')} are healed` };
    }
    case 'run':
      return { done: await startRun(session, request, { poster, runner }) };
    case 'next':
      return { done: runner.next(request.step) };
    case 'stop-run':
      runner.stop();
      return { done: 'the run is being stopped' };
    case 'dismiss-run':
      runner.dismiss();
      return { done: '' };
    default: {
      const results = await session[request.ask](request.names);
      return { done: results.map(({ name, state }) => `${name} ${state}`).join(', ') };
    }
  }
}
