import { z } from 'zod';
import type { Session } from '../control/contract.ts';
import type { Fault } from './verdict.ts';

/** Far more than a messages-service writes in a run. */
const tail = 1_000_000;
/** How a messages-service says that a message it had in hand was recorded for another one (ledger-work.ts). */
const settledElsewhere = 'Message Was Settled Elsewhere: ';

const logLine = z.object({ time: z.iso.datetime(), msg: z.string().startsWith(settledElsewhere) });

/**
 * How many messages each frozen consumer still had in hand when it went on, that another one had received meanwhile, by its own
 * words. Without any, nothing was contested, however long it was frozen.
 */
export async function countContests(
  session: Session,
  faults: readonly Fault[],
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { target, kind, at } of faults) {
    if (kind !== 'freeze' || counts[target] !== undefined) continue;
    let count = 0;
    for await (const { line } of session.logs({ names: [target], tail, follow: false }, signal))
      if (isContest(line, Date.parse(at))) count += 1;
    counts[target] = count;
  }
  return counts;
}

/** Whether a line tells of a contest after the consumer was frozen. */
function isContest(line: string, frozenAtMs: number): boolean {
  if (!line.includes(settledElsewhere)) return false;
  const { data } = logLine.safeParse(parsed(line));
  return data !== undefined && Date.parse(data.time) >= frozenAtMs;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
