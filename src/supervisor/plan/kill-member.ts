import { awaitQueueOwner, queueOwner } from '../../broker/queue-owner.ts';
import type { KillNodeResult } from '../../control/contract.ts';
import type { ClusterWatch } from './cluster-watch.ts';
import { isSafe } from './await-safety.ts';
import { noOwner } from './no-owner.ts';
import type { ManagedProcess } from '../process/managed-process.ts';

export interface KillNodeRequest {
  /** undefined: the current owner of the queue. */
  member: string | undefined;
  signal: NodeJS.Signals;
  members: ReadonlyMap<string, ManagedProcess>;
  /** Member name to host:port. */
  addresses: ReadonlyMap<string, string>;
  watch: ClusterWatch;
}

/**
 * Sends a signal to a member. Reports who owned the queue right before, and who owns it afterwards.
 * @throws NotReadyError if an owner is needed but not known, or the member does not run
 */
export async function killMember(request: KillNodeRequest): Promise<KillNodeResult> {
  // Check this first because it takes time: the owner must be the one at the moment of the signal.
  const clusterSafe = await isSafe(request.watch);
  const observer = request.watch.peek();
  const observed = observer && { observer, addresses: request.addresses };
  const ownerBefore = observed === undefined ? null : await queueOwner(observed);
  const target = request.members.get(request.member ?? ownerBefore ?? '');
  if (target === undefined) throw noOwner(observer, 'kill-node');
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
