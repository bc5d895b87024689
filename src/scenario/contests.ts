import { z } from 'zod';
import type { Session } from '../control/contract.ts';
import { waitFor } from '../shared/wait.ts';
import type { Fault } from './verdict.ts';

/** Far more than a messages-service writes in a run. */
const tail = 1_000_000;
/** How a messages-service says that a message it had in hand was recorded for another one (ledger-work.ts). */
const settledElsewhere = 'Message Was Settled Elsewhere: ';

const logLine = z.object({ time: z.iso.datetime(), msg: z.string().startsWith(settledElsewhere) });

/** A consumer that was frozen may need seconds until its client answers again, and it tells of the contest only then. */
const toldWithinMs = 10_000;

/**
 * How many contests the frozen consumers tell of. Where the scenario rests on one, it is waited for.
 * @throws the signal's reason if aborted
 */
export async function findContests(
  session: Session,
  { faults, isNeeded }: { faults: readonly Fault[]; isNeeded: boolean },
  signal: AbortSignal,
): Promise<Record<string, number>> {
  let counts = await countContests(session, faults, signal);
  const isTold = () => Object.values(counts).some((count) => count > 0);
  if (!isNeeded || isTold()) return counts;
  await waitFor({
    what: 'a contest to be told',
    timeoutMs: toldWithinMs,
    intervalMs: 250,
    signal,
    probe: async () => {
      counts = await countContests(session, faults, signal);
      return isTold() ? true : undefined;
    },
  }).catch(() => {
    // None is told: the verdict says so.
    signal.throwIfAborted();
  });
  return counts;
}

/**
 * How many messages each frozen consumer still had in hand when it went on, that another one had received meanwhile, by its own
 * words. Without any, nothing was contested, however long it was frozen.
 */
async function countContests(
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
