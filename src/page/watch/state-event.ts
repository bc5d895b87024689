import type { StateChange } from '../../control/contract.ts';
import type { PageFault, PageEvent } from '../wire/page-state.ts';

/** A state change as an event of the page. */
export function stateEvent(change: StateChange): PageEvent {
  const { at, name, from, to, reason } = change;
  const hasEnded = to === 'exited' && from !== 'stopping';
  return {
    at,
    name,
    text: reason === null ? to : `${to} (${reason})`,
    kind: to === 'unhealthy' || hasEnded ? 'failure' : 'state',
    fault: faultOf(change),
  };
}

/** A stop on command has no reason, and is no fault. */
function faultOf({ from, to, reason }: StateChange): PageFault | null {
  if (to === 'stopping' && from !== 'stopping' && reason?.startsWith('sent ') === true) return 'kill';
  return to === 'exited' && from !== 'stopping' && from !== 'exited' && from !== 'pending' ? 'exit' : null;
}
