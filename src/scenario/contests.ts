import { z } from 'zod';
import type { Session } from '../control/contract.ts';
import type { Fault } from './verdict.ts';

/** Far more than a messages-service writes in a run. */
const tail = 1_000_000;

const logLine = z.object({ time: z.iso.datetime(), msg: z.string() });
/** How a relay says that messages were in hand of somebody for longer than the lease (ledger-work.ts). */
const offeredAgain = /^Offered Again: (\d+) /;

/**
 * How many messages the others offered again, by their own words, from the moment each consumer was frozen: what it had in hand
 * for longer than its lease. Without any, nothing was contested, however long it was frozen. Whether it still has them when it goes on
 * depends on whether its connection to the cluster outlived the freeze.
 */
export async function countContests(
  session: Session,
  faults: readonly Fault[],
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const frozen = faults.filter(({ kind }) => kind === 'freeze');
  if (frozen.length === 0) return counts;
  const { services } = await session.status();
  const consumers = services.filter(({ service }) => service === 'messages-service').map(({ name }) => name);
  for (const { target, at } of frozen) {
    if (!consumers.includes(target)) continue;
    let count = 0;
    const names = consumers.filter((name) => name !== target);
    if (names.length === 0) continue;
    for await (const { line } of session.logs({ names, tail, follow: false }, signal))
      count += readOfferedAgain(line, Date.parse(at));
    counts[target] = count;
  }
  return counts;
}

/** How many messages a line says were offered again, since `sinceMs`. */
function readOfferedAgain(line: string, sinceMs: number): number {
  if (!line.includes('Offered Again')) return 0;
  const { data } = logLine.safeParse(parsed(line));
  if (data === undefined || Date.parse(data.time) < sinceMs) return 0;
  return Number(offeredAgain.exec(data.msg)?.[1] ?? 0);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
