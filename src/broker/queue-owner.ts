import { waitFor } from '../foundation/async/wait-for.ts';
import type { ClusterObserver } from './contract/cluster-observer.ts';

const ownerTimeoutMs = 15_000;

interface Observed {
  observer: Pick<ClusterObserver, 'members' | 'queueOwner'>;
  /** Member name to host:port. */
  addresses: ReadonlyMap<string, string>;
}

/** Name of the member that owns the queue now; null if none is known to, or none is the owner alone. @throws Error if no member answers in time. */
export async function queueOwner({ observer, addresses }: Observed): Promise<string | null> {
  const owner = await observer.queueOwner?.();
  return [...addresses].find(([, address]) => address === owner)?.[0] ?? null;
}

/**
 * Waits until the cluster has removed the members that ended and another member owns the queue. Before that the cluster still names the
 * owner that it had.
 * @param ended names of members
 * @returns its name; null if none is known to own the queue within 15 s
 */
export async function awaitQueueOwner(
  observed: Observed,
  ended: ReadonlySet<string>,
): Promise<string | null> {
  const { observer, addresses } = observed;
  if (observer.queueOwner === undefined) return null;
  const gone = new Set([...addresses].filter(([name]) => ended.has(name)).map(([, address]) => address));
  const probe = async (): Promise<string | undefined> => {
    if (observer.members().some(({ address }) => gone.has(address))) return undefined;
    const owner = await queueOwner(observed);
    return owner === null || ended.has(owner) ? undefined : owner;
  };
  return waitFor({ what: 'a member that owns the queue', timeoutMs: ownerTimeoutMs, probe }).catch(
    () => null,
  );
}
