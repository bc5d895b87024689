import type { Envelope } from '../../protocol/envelope.ts';
import type { Settled } from '../../protocol/ledger-entries.ts';
import type { PendingGroup } from '../ledger/ledger.ts';

/**
 * The first item of the queue: none, or an item that was marked pending at that time (undefined: it is not pending).
 */
export type QueueHead = 'empty' | { pendingSinceMs: number | undefined };

/** Simultaneous posts may be in another order in the queue than they were marked pending. */
const disorderMs = 1_000;
/**
 * After this many leases an entry is processed even if the head of the queue, or the instance that recorded it, gives
 * no information.
 */
const patienceLeases = 6;

/**
 * Pending entries older than this are settled or no longer in the queue: the queue is first-in first-out, so everything
 * marked pending before its head has left it. A wrong guess costs a duplicate in the queue, but never a duplicate that
 * is shown.
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
  /** Entries to claim, and the messages of each to offer again. */
  missing: { group: PendingGroup; messages: Envelope[] }[];
  /** Recorded for this instance, but not shown: a late write of its earlier process. */
  unshown: { group: PendingGroup; messages: Settled[] }[];
  /** Messages to remove from their entries. */
  done: { groupId: string; uuids: string[] }[];
}

/** Decides what to do with overdue entries. Pure. */
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
        // Another instance shows and clears its own messages. If it never returns, the entry must not stay forever.
      } else if (group.at < nowMs - patienceLeases * leaseMs) done.push(uuid);
    }
    if (missing.length > 0) plan.missing.push({ group, messages: missing });
    if (unshown.length > 0) plan.unshown.push({ group, messages: unshown });
    if (done.length > 0) plan.done.push({ groupId: group.id, uuids: done });
  }
  return plan;
}
