import { z } from 'zod';
import type { Session } from '../../control/contract.ts';
import { contestWords } from '../../protocol/contest-words.ts';
import type { RecordedFault } from '../steps/faults/recorded-fault.ts';

/** What happened to the messages that a frozen consumer had already polled. */
export const contest = z.object({
  target: z.string(),
  /**
   * Messages that other consumers offered again during the freeze, according to their logs: messages that one consumer
   * kept longer than the lease.
   */
  offeredAgain: z.int().min(0),
  /** Messages that it continued with after the thaw and learned to belong to another consumer, according to its log. */
  settledElsewhere: z.int().min(0),
});
export type Contest = z.output<typeof contest>;

const logLine = z.object({ time: z.iso.datetime(), msg: z.string() });
const offeredAgain = new RegExp(`^${contestWords.offeredAgain}: (\\d+) `);

/**
 * Messages that two consumers claimed. A message is contested only if another consumer offered it again during the
 * freeze and the frozen one continued with it afterwards. That requires that its connection to the cluster survived the
 * freeze.
 */
export function contestedIn(contests: readonly Contest[]): number {
  return contests.reduce((sum, one) => sum + Math.min(one.offeredAgain, one.settledElsewhere), 0);
}

type Logs = Pick<Session, 'status' | 'findLines'>;

/** Looks for contests of every consumer that was frozen and thawed. */
export async function findContests(
  session: Logs,
  faults: readonly RecordedFault[],
  signal: AbortSignal,
): Promise<Contest[]> {
  const frozen = faults.filter(({ kind }) => kind === 'freeze');
  if (frozen.length === 0) return [];
  const { services } = await session.status();
  const consumers = services.filter(({ kind }) => kind === 'messages-service').map(({ name }) => name);
  const contests: Contest[] = [];
  for (const freeze of frozen) {
    const { target, at, thawedAt } = freeze;
    if (!consumers.includes(target) || thawedAt === undefined) continue;
    const [frozenMs, thawedMs] = [Date.parse(at), Date.parse(thawedAt)];
    const others = frozen.filter((other) => other !== freeze && other.target === target);
    // One in the millisecond of the thaw is the next one: else its messages would count twice.
    const nextMs = Math.min(...others.map((other) => Date.parse(other.at)).filter((ms) => ms >= thawedMs));
    const offering = consumers.filter((name) => name !== target);
    const offered = await logLines(session, offering, contestWords.offeredAgain, signal);
    const settled = await logLines(session, [target], contestWords.settledElsewhere, signal);
    contests.push({
      target,
      offeredAgain: offered
        .filter(({ atMs }) => atMs >= frozenMs && atMs <= thawedMs)
        .reduce((sum, { msg }) => sum + Number(offeredAgain.exec(msg)?.[1] ?? 0), 0),
      settledElsewhere: settled.filter(
        ({ atMs, msg }) =>
          atMs >= thawedMs && atMs < nextMs && msg.startsWith(`${contestWords.settledElsewhere}: `),
      ).length,
    });
  }
  return contests;
}

async function logLines(
  session: Logs,
  names: string[],
  containing: string,
  signal: AbortSignal,
): Promise<{ atMs: number; msg: string }[]> {
  const found: { atMs: number; msg: string }[] = [];
  // An empty list of names would mean all instances.
  if (names.length === 0) return found;
  for await (const { line } of session.findLines({ names, containing }, signal)) {
    const { data } = logLine.safeParse(parsed(line));
    if (data !== undefined) found.push({ atMs: Date.parse(data.time), msg: data.msg });
  }
  return found;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
