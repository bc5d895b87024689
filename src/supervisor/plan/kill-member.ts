import type { ClusterObserver } from '../../broker/contract/cluster-observer.ts';
import { awaitQueueOwner, queueOwner } from '../../broker/queue-owner.ts';
import type { KillNodeResult } from '../../control/contract.ts';
import { NotReadyError } from '../../foundation/errors/errors.ts';
import type { ClusterWatch } from './cluster-watch.ts';
import { isSafe } from './await-safety.ts';
import type { ManagedProcess } from '../process/managed-process.ts';

export interface KillNodeRequest {
  /** undefined: the owner of the queue at this moment. */
  member: string | undefined;
  signal: NodeJS.Signals;
  members: ReadonlyMap<string, ManagedProcess>;
  /** Member name to host:port. */
  addresses: ReadonlyMap<string, string>;
  watch: ClusterWatch;
}

/**
 * Sends a signal to a member, and tells who owned the queue right before and who owns it afterwards.
 * @throws NotReadyError if no owner is known where one is needed, or the member does not run.
 */
export async function killMember(request: KillNodeRequest): Promise<KillNodeResult> {
  // First, since it takes a while: the owner is to be the one at the moment of the signal.
  const clusterSafe = await isSafe(request.watch);
  const observer = request.watch.peek();
  const observed = observer && { observer, addresses: request.addresses };
  const ownerBefore = observed === undefined ? null : await queueOwner(observed);
  const target = request.members.get(request.member ?? ownerBefore ?? '');
  if (target === undefined) throw noOwner(observer);
  const killed = await target.kill(request.signal);
  const anyLeft = [...request.members.values()].some(({ pid }) => pid !== null);
  const ended = new Set(target.pid === null ? [target.name] : []);
  return {
    ...killed,
    clusterSafe,
    ownerBefore,
    ownerAfter: anyLeft && observed !== undefined ? await awaitQueueOwner(observed, ended) : null,
  };
}

function noOwner(observer: ClusterObserver | undefined): NotReadyError {
  if (observer !== undefined && observer.queueOwner === undefined)
    return new NotReadyError('no single member of this cluster owns the queue', {
      hint: 'name a member: distq kill-node MEMBER',
    });
  return new NotReadyError('no member owns the queue at this moment', {
    hint: 'see which members run with `distq status`, or name one: distq kill-node MEMBER',
  });
}
