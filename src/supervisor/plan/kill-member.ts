import type { KillNodeResult } from '../../control/contract.ts';
import { NotReadyError } from '../../foundation/errors/errors.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import type { ClusterWatch } from './cluster-watch.ts';
import { isSafe } from './await-safety.ts';
import type { ManagedProcess } from '../process/managed-process.ts';

const ownerTimeoutMs = 15_000;

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
export async function killQueueOwner(request: KillNodeRequest): Promise<KillNodeResult> {
  // First, since it takes a while: the owner is to be the one at the moment of the signal.
  const clusterSafe = await isSafe(request.watch);
  const ownerBefore = await ownerName(request);
  const target = request.members.get(request.member ?? ownerBefore ?? '');
  if (target === undefined) {
    throw new NotReadyError('no member owns the queue at this moment', {
      hint: 'see which members run with `distq status`, or name one: distq kill-node MEMBER',
    });
  }
  const killed = await target.kill(request.signal);
  return {
    ...killed,
    clusterSafe,
    ownerBefore: ownerBefore ?? null,
    ownerAfter: (await ownerAfterwards(request, target)) ?? null,
  };
}

/**
 * Waits until the cluster has noticed the death and a member that runs owns the queue; undefined where no other member is left. Before
 * that the cluster would name the owner that it had.
 */
async function ownerAfterwards(
  request: KillNodeRequest,
  killed: ManagedProcess,
): Promise<string | undefined> {
  const left = [...request.members.values()].filter(({ pid }) => pid !== null);
  if (left.length === 0) return undefined;
  try {
    return await waitFor({
      what: 'a member that owns the queue',
      timeoutMs: ownerTimeoutMs,
      probe: async () => {
        if (killed.pid !== null) return ownerName(request);
        const address = request.addresses.get(killed.name);
        if (request.watch.members().some((seen) => seen.address === address)) return undefined;
        const owner = await ownerName(request);
        return owner === killed.name ? undefined : owner;
      },
    });
  } catch {
    return undefined;
  }
}

async function ownerName({ watch, addresses }: KillNodeRequest): Promise<string | undefined> {
  const owner = await watch.peek()?.queueOwner();
  return [...addresses].find(([, address]) => address === owner)?.[0];
}
