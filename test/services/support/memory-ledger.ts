import type { Ledger, PendingGroup } from '../../../src/services/ledger/ledger.ts';
import { withShare, type DeliveredEntry, type Settled } from '../../../src/protocol/ledger-entries.ts';

/** A ledger without a cluster; `failures` are thrown by the next operations, after they were carried out if so marked. */
export function memoryLedger() {
  const pending = new Map<string, PendingGroup>();
  const delivered = new Map<string, DeliveredEntry>();
  const failures: { error: Error; after?: boolean }[] = [];
  async function operate<T>(work: () => T): Promise<T> {
    const failure = failures.shift();
    if (failure?.after === true) work();
    if (failure !== undefined) throw failure.error;
    return Promise.resolve(work());
  }
  const allSettled = (): Settled[] => [...delivered.values()].flat();
  const isPending = (uuid: string): boolean =>
    [...pending.values()].some(({ messages }) => messages.some((message) => message.uuid === uuid));
  const ledger: Ledger = {
    markPending: (group) =>
      operate(() => {
        pending.set(group.id, group);
      }),
    pendingSince: (id) => operate(() => pending.get(id)?.at),
    async *pendingBefore(before) {
      yield await operate(() => [...pending.values()].filter(({ at }) => at < before));
    },
    claim: (group, to) =>
      operate(() => {
        const isSame = pending.get(group.id)?.at === group.at;
        if (isSame) pending.set(group.id, { ...group, at: to });
        return isSame;
      }),
    clearPending: (ids) =>
      operate(() => {
        for (const id of ids) pending.delete(id);
      }),
    strike: (id, uuids) =>
      operate(() => {
        const group = pending.get(id);
        if (group === undefined) return;
        const messages = group.messages.filter(({ uuid }) => !uuids.includes(uuid));
        if (messages.length === 0) pending.delete(id);
        else pending.set(id, { ...group, messages });
      }),
    record: (key, share) =>
      operate(() => {
        const entry = withShare(delivered.get(key) ?? [], share);
        delivered.set(key, entry);
        return entry;
      }),
    recorded: (keys) =>
      operate(() => {
        const settled = keys.flatMap((key) => delivered.get(key) ?? []);
        return new Map(settled.map((one) => [one.uuid, one]));
      }),
    async *recordedBy(instance, isUnsure) {
      const own = await operate(() => allSettled().filter((one) => one.instance === instance));
      if (own.some(isUnsure)) await operate(() => undefined);
      yield own;
    },
    known: (uuids) =>
      operate(() => {
        const settled = new Set(allSettled().map(({ uuid }) => uuid));
        const known = uuids.filter((uuid) => isPending(uuid) || settled.has(uuid));
        return new Map(known.map((uuid) => [uuid, 'uuid']));
      }),
  };
  return { ledger, pending, delivered, failures };
}
