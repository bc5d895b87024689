import type { StateChange } from '../../control/contract.ts';
import type { PageEvent } from '../wire/page-state.ts';

/** A state change as an event of the page. */
export function stateEvent({ at, name, from, to, reason }: StateChange): PageEvent {
  const failed = to === 'unhealthy' || (to === 'exited' && from !== 'stopping');
  return {
    at,
    name,
    text: reason === null ? to : `${to} (${reason})`,
    kind: failed ? 'failure' : 'state',
  };
}
