import type { ClusterObserver } from '../../../broker/hazelcast/observer/cluster-observer.ts';
import type { SessionStatus } from '../../../control/contract.ts';
import { waitFor } from '../../../foundation/async/wait-for.ts';

const ownerTimeoutMs = 15_000;

type Observer = Pick<ClusterObserver, 'members' | 'queueOwner'>;

/** Name of the member that owns the queue now, as the cluster says; null if it is not known. */
export async function queueOwner(observer: Observer, { members }: SessionStatus): Promise<string | null> {
  const owner = await observer.queueOwner().catch(() => undefined);
  return members.find(({ address }) => address === owner)?.name ?? null;
}

/**
 * Waits until the cluster has removed the members that ended and another member owns the queue. Before that the cluster still names the
 * owner that it had.
 * @param status from before the kill
 * @returns its name; null if no member is left, or none is known to own the queue within 15 s
 */
export async function awaitOwner(
  observer: Observer,
  status: SessionStatus,
  killed: readonly { name: string; ended: boolean }[],
): Promise<string | null> {
  const ended = status.members.filter((member) =>
    killed.some(({ name, ended: isEnded }) => isEnded && name === member.name),
  );
  if (status.members.every((member) => member.pid === null || ended.includes(member))) return null;
  const gone = new Set(ended.map(({ address }) => address));
  const probe = async () => {
    if (observer.members().some(({ address }) => gone.has(address))) return undefined;
    const owner = await queueOwner(observer, status);
    return owner === null || ended.some(({ name }) => name === owner) ? undefined : owner;
  };
  return waitFor({ what: 'a member that owns the queue', timeoutMs: ownerTimeoutMs, probe }).catch(
    () => null,
  );
}
