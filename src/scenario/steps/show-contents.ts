import type { Counts, SessionStatus } from '../../control/contract.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import { requireAbility } from '../../system/contract/require-ability.ts';
import type { RunContext } from './run-context.ts';
import type { Check } from './check.ts';
import type { Shown } from './shown.ts';

/** Time for a new count in ms: members count once a second. */
const countedWithinMs = 5_000;

/** Expected totals; undefined: none. */
interface Totals {
  total?: number | undefined;
  entries?: number | undefined;
}

/**
 * Items and entries per member. If a total is expected, it waits a few seconds until the members have counted it: on
 * the owners, and in each backup.
 */
export async function showMembers(
  context: Pick<RunContext, 'status' | 'olderItems' | 'checks'>,
  { total, entries }: Totals,
): Promise<Shown> {
  // The members also count items that were in the queue before the run.
  const older = total === undefined ? 0 : await context.olderItems();
  let status = await context.status({ fresh: true });
  const checks = () => [
    ...(total === undefined ? [] : countChecks(status, 'queue', total + older)),
    ...(entries === undefined ? [] : countChecks(status, 'map', entries)),
  ];
  await waitFor({
    what: 'the members to have counted',
    timeoutMs: countedWithinMs,
    probe: async () => {
      if (checks().every(({ holds }) => holds)) return true;
      // If each member has told a count that began after the call above, its next one is enough.
      status = await context.status({ fresh: !allCounted(status) });
      return undefined;
    },
  }).catch(() => undefined);
  context.checks.push(...checks());
  const { members, queue } = status;
  return { what: 'members', queueOwner: queue.owner, queueSize: queue.size, members };
}

function countChecks(status: SessionStatus, structure: 'queue' | 'map', expected: number): Check[] {
  const noun = structure === 'queue' ? 'items of the queue' : 'entries of the map';
  const sum = (which: keyof Counts) =>
    status.members.reduce((all, member) => all + (member[structure]?.[which] ?? 0), 0);
  // The expected number of backups of each item, limited by the number of other members.
  const others = Math.max(0, runningMembers(status).length - 1);
  const backups = expected * Math.min(status[structure].backups, others);
  return [
    countCheck(`${noun}, owned`, expected, sum('owned')),
    countCheck(`${noun}, as backups`, backups, sum('backup')),
  ];
}

/** Members of an external cluster have no pid here. */
function runningMembers({ members }: SessionStatus): SessionStatus['members'] {
  return members.filter(({ pid, state }) => pid !== null || state === 'ready');
}

function allCounted(status: SessionStatus): boolean {
  return runningMembers(status).every(({ queue }) => queue !== null);
}

function countCheck(what: string, expected: number, actual: number): Check {
  return { what, expected: String(expected), actual: String(actual), holds: expected === actual };
}

/**
 * The whole log as each logging-service reads it, including messages from before the run.
 * @throws UsageError if the system does not show it
 */
export async function showLog(
  context: Pick<RunContext, 'system' | 'status' | 'signal' | 'checks'>,
  total: number | undefined,
): Promise<Shown> {
  const readLog = requireAbility(context.system.readLog, 'the whole log');
  const instances = await readLog(await context.status(), context.signal);
  if (total !== undefined)
    context.checks.push(
      ...Object.entries(instances).map(([name, texts]) =>
        countCheck(`messages in the log, as ${name} reads it`, total, texts.length),
      ),
    );
  return { what: 'log', instances };
}

/**
 * The texts of each instance: those that a logging-service logged, or a messages-service received.
 * @throws UsageError if the system does not show them
 */
export async function showReceived(
  context: RunContext,
  what: 'logged' | 'received',
  total: number | undefined,
): Promise<Shown> {
  const { received, logged } = context.system;
  const [service, sets] =
    what === 'logged'
      ? ['logging-service', requireAbility(logged, 'what each logging-service logged')]
      : ['messages-service', requireAbility(received, 'what each messages-service received')];
  const told = await context.messagesOf(sets);
  const instances = Object.fromEntries(
    Object.entries(told).map(([name, refs]) => [name, refs.map(({ msg }) => msg)]),
  );
  if (total !== undefined) {
    const actual = Object.values(instances).flat().length;
    context.checks.push(countCheck(`messages of all ${service} instances together`, total, actual));
  }
  return { what, instances };
}
