import type { SessionStatus } from '../control/contract.ts';
import { waitFor } from '../shared/wait.ts';
import type { RunContext, Shown } from './run-context.ts';
import type { Check } from './verdict.ts';

/** Members count once a second. */
const countedWithinMs = 5_000;

/**
 * Items and entries per member. With a total it waits a few seconds for the members to have counted: that many items on
 * the owner, and each of them on as many backups as the queue has.
 */
export async function showMembers(context: RunContext, total: number | undefined): Promise<Shown> {
  let status = await context.status();
  if (total !== undefined) {
    await waitFor({
      what: `${total} items to be counted`,
      timeoutMs: countedWithinMs,
      intervalMs: 200,
      probe: async () => {
        status = await context.status();
        return itemsOf(status, 'owned') === total && itemsOf(status, 'backup') === backupsOf(status, total)
          ? true
          : undefined;
      },
    }).catch(() => undefined);
    context.checks.push(
      countCheck('items of the queue, on its owner', total, itemsOf(status, 'owned')),
      countCheck(
        'backups of the items, on other members',
        backupsOf(status, total),
        itemsOf(status, 'backup'),
      ),
    );
  }
  const { members, queue } = status;
  return { what: 'members', queueOwner: queue.owner, queueSize: queue.size, members };
}

function itemsOf({ members }: SessionStatus, which: 'owned' | 'backup'): number {
  return members.reduce((sum, { queue }) => sum + (queue?.[which] ?? 0), 0);
}

/** Each item is on as many other members as the queue has backups, and members to hold them. */
function backupsOf({ queue, members }: SessionStatus, items: number): number {
  const others = members.filter(({ pid }) => pid !== null).length - 1;
  return items * Math.min(queue.backups, Math.max(0, others));
}

function countCheck(what: string, expected: number, actual: number): Check {
  return { what, expected: String(expected), actual: String(actual), holds: expected === actual };
}

/** The texts of each instance: what a logging-service took, or what a messages-service received. */
export async function showReceived(
  context: RunContext,
  what: 'logged' | 'received',
  total: number | undefined,
): Promise<Shown> {
  const service = what === 'logged' ? 'logging-service' : 'messages-service';
  const sets = await context.messagesOf(service);
  const instances = Object.fromEntries(
    Object.entries(sets).map(([name, refs]) => [name, refs.map(({ msg }) => msg)]),
  );
  if (total !== undefined) {
    const actual = Object.values(instances).flat().length;
    context.checks.push(countCheck(`messages of all ${service} instances together`, total, actual));
  }
  return { what, instances };
}
