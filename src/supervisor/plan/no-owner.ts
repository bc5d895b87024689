import type { ClusterObserver } from '../../broker/contract/cluster-observer.ts';
import { NotReadyError } from '../../foundation/errors/errors.ts';

/**
 * Why no owner of the queue can be acted on.
 * @param command that takes the name of a member
 */
export function noOwner(
  observer: Pick<ClusterObserver, 'queueOwner'> | undefined,
  command: string,
): NotReadyError {
  if (observer !== undefined && observer.queueOwner === undefined)
    return new NotReadyError('no single member of this cluster owns the queue', {
      hint: `name a member: distq ${command} MEMBER`,
    });
  return new NotReadyError('no member owns the queue at this moment', {
    hint: `see which members run with \`distq status\`, or name one: distq ${command} MEMBER`,
  });
}
