import type { Ledger, Pending } from '../../../src/services/ledger/ledger.ts';
import type { DeliveredEntry } from '../../../src/shared/ledger.ts';

export class NotSentError extends Error {}

/** A ledger without a cluster; `failures` are thrown by the next operations, after they were carried out if so marked. */
export function memoryLedger() {
  const pending = new Map<string, { at: number; msg: string }>();
  const delivered = new Map<string, DeliveredEntry>();
  const failures: { error: Error; after?: boolean }[] = [];
  async function operate<T>(work: () => T): Promise<T> {
    const failure = failures.shift();
    if (failure?.after === true) work();
    if (failure !== undefined) throw failure.error;
    return Promise.resolve(work());
  }
  const ledger: Ledger = {
    pend: (messages, at) =>
      operate(() => {
        for (const { uuid, msg } of messages) pending.set(uuid, { at, msg });
      }),
    pendedAt: (uuid) => operate(() => pending.get(uuid)?.at),
    pendingBefore: (before, max) =>
      operate(() =>
        [...pending]
          .map(([uuid, entry]): Pending => ({ uuid, ...entry }))
          .filter(({ at }) => at < before)
          .slice(0, max),
      ),
    claim: ({ uuid, at, msg }, to) =>
      operate(() => {
        const isSame = pending.get(uuid)?.at === at;
        if (isSame) pending.set(uuid, { at: to, msg });
        return isSame;
      }),
    unpend: (keys) =>
      operate(() => {
        for (const key of keys) pending.delete(key);
      }),
    record: (key, entry) =>
      operate(() => {
        const earlier = delivered.get(key);
        if (earlier === undefined) delivered.set(key, entry);
        return earlier;
      }),
    recorded: (keys) => operate(() => new Map([...delivered].filter(([key]) => keys.includes(key)))),
    recordedBy: (instance) =>
      operate(() => [...delivered].filter(([, entry]) => entry.instance === instance)),
    known: (keys) => operate(() => new Set(keys.filter((key) => pending.has(key) || delivered.has(key)))),
    isSurelyUndone: (error) => error instanceof NotSentError,
  };
  return { ledger, pending, delivered, failures };
}
