import type { Session } from '../../control/contract.ts';
import type { ActionRequest } from '../wire/plan-action.ts';

/** Posts messages of the page. */
export type PostOnPage = (session: Session, count: number, text: string | undefined) => Promise<string>;

/**
 * Does what an action asks of the session.
 * @returns what came of it, for people
 * @throws as the session does
 */
export async function performAction(
  session: Session,
  request: ActionRequest,
  post: PostOnPage,
): Promise<string> {
  switch (request.ask) {
    case 'post':
      return post(session, request.count, request.text);
    case 'kill-node': {
      const { name, ownerAfter } = await session.killNode(undefined, 'SIGKILL');
      return `killed ${name}; ${ownerAfter === null ? 'no owner was seen in time' : `${ownerAfter} owns the queue`}`;
    }
    case 'kill':
      await session.kill(request.names, request.signal);
      return `sent ${request.signal} to ${request.names.join(', ')}`;
    default: {
      const results = await session[request.ask](request.names);
      return results.map(({ name, state }) => `${name} ${state}`).join(', ');
    }
  }
}
