import { NotReadyError } from '../../foundation/errors/errors.ts';
import { waitFor, withDeadline } from '../../foundation/async/wait-for.ts';
import type { ClusterWatch } from './cluster-watch.ts';

const safeTimeoutMs = 45_000;
const lookTimeoutMs = 3_000;

/** Whether every partition has its backups. A cluster that does not answer within some seconds is not safe. */
export async function isSafe(watch: Pick<ClusterWatch, 'peek'>): Promise<boolean> {
  const observer = watch.peek();
  if (observer === undefined) return false;
  return withDeadline('the cluster to report whether it is safe', lookTimeoutMs, observer.isSafe()).catch(
    () => false,
  );
}

/** @throws NotReadyError if the cluster does not become safe in time; the signal's reason if aborted */
export async function untilSafe(
  watch: Pick<ClusterWatch, 'peek'>,
  member: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await waitFor({
      what: 'the cluster to be safe',
      timeoutMs: safeTimeoutMs,
      intervalMs: 200,
      signal,
      probe: async () => ((await isSafe(watch)) ? true : undefined),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new NotReadyError(
      `${member} was not restarted: the cluster did not become safe in ${safeTimeoutMs / 1_000} s`,
      {
        cause: error,
        hint: 'see `distq status` for members that are down or frozen; --no-wait restarts anyway; data without a backup may be lost',
      },
    );
  }
}
