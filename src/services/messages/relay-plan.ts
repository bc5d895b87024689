import type { Envelope } from '../../protocol/envelope.ts';
import type { Settled } from '../../protocol/ledger-entries.ts';
import type { PendingGroup } from '../ledger/ledger.ts';

/** What stands first in the queue: nothing, or an item marked pending at that time (undefined: it is not pending). */
export type QueueHead = 'empty' | { pendingSinceMs: number | undefined };

/** Posts that were under way together may stand in the queue in another order than they were marked pending. */
const disorderMs = 1_000;
/** After so many leases an entry is dealt with even if the head of the queue, or the instance that recorded it, tells nothing. */
const patienceLeases = 6;

/**
 * Pending entries older than this are either settled or no longer in the queue, which is first-in first-out: what was
 * marked pending before its head has left it. A wrong guess costs a duplicate in the queue, never one that is shown.
 */
export function overdueBefore(options: { nowMs: number; leaseMs: number; head: QueueHead }): number {
  const { nowMs, leaseMs, head } = options;
  const overdueMs = nowMs - leaseMs;
  if (head === 'empty') return overdueMs;
  if (head.pendingSinceMs === undefined) return nowMs - patienceLeases * leaseMs;
  return Math.min(overdueMs, head.pendingSinceMs - disorderMs);
}

interface RelayOptions {
  overdue: readonly PendingGroup[];
  /** By uuid. */
  recorded: ReadonlyMap<string, Settled>;
  /** This instance. */
  instance: string;
  isShown: (settled: Settled) => boolean;
  nowMs: number;
  leaseMs: number;
}

export interface RelayPlan {
  /** Entries to be claimed, and what of each is then to be offered again. */
  missing: { group: PendingGroup; messages: Envelope[] }[];
  /** Recorded for this instance, and not shown: a write of an earlier process of it that arrived late. */
  unshown: { group: PendingGroup; messages: Settled[] }[];
  /** To be struck from their entries. */
  done: { groupId: string; uuids: string[] }[];
}

/** What is to be done with overdue entries: pure. */
export function planRelay(options: RelayOptions): RelayPlan {
  const { overdue, recorded, instance, isShown, nowMs, leaseMs } = options;
  const plan: RelayPlan = { missing: [], unshown: [], done: [] };
  for (const group of overdue) {
    const missing: Envelope[] = [];
    const unshown: Settled[] = [];
    const done: string[] = [];
    for (const message of group.messages) {
      const { uuid } = message;
      const settled = recorded.get(uuid);
      if (settled === undefined) missing.push(message);
      else if (settled.instance === instance) {
        if (!isShown(settled)) unshown.push(settled);
        done.push(uuid);
        // Another one's is its own to show and to strike; where that is gone for good, it must not stay for ever.
      } else if (group.at < nowMs - patienceLeases * leaseMs) done.push(uuid);
    }
    if (missing.length > 0) plan.missing.push({ group, messages: missing });
    if (unshown.length > 0) plan.unshown.push({ group, messages: unshown });
    if (done.length > 0) plan.done.push({ groupId: group.id, uuids: done });
  }
  return plan;
}
