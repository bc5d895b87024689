import type { JournalContent } from '../../posting/read-journal.ts';
import { longestGapMs } from '../evidence/availability.ts';
import type { RunRecord } from '../evidence/evidence.ts';
import type { Fault } from './verdict.ts';
import type { RecordedFault } from '../steps/faults/recorded-fault.ts';
import type { Period } from '../steps/period.ts';

/** How long after a fault a gap in the acknowledgements is put down to it. */
const faultWindowMs = 15_000;
/** Faults of one step are recorded one after the other, and hit together. */
const sameMomentMs = 50;
/**
 * The longest pause within a load that posts still count as under way in. Grouped posts are answered all at once, and their posters first
 * write that down: with 16 of them none was out for up to 14 ms at a time, on a busy machine longer.
 */
const longestPauseMs = 100;

/**
 * The faults of a run with what its journal shows of them: which posts were unanswered at the signal, and the longest time without
 * an acknowledgement since. Pure, so that the files alone give the same again.
 */
export function judgedFaults(
  { faults, posting }: Pick<RunRecord, 'faults' | 'posting'>,
  { answers }: Pick<JournalContent, 'answers'>,
): Fault[] {
  const acknowledgedAtMs = answers
    .filter(({ event }) => event === 'acknowledged')
    .map(({ atMs }) => atMs)
    .sort((a, b) => a - b);
  return faults.map((fault) => {
    if (fault.pid === null) {
      // It hit nobody, so there is no moment to look at.
      return { ...fault, hit: fault.doubts.length === 0, postsUnderWay: null, longestGapMs: null };
    }
    const postsUnderWay = postsUnderWayAt(Date.parse(fault.at), answers);
    const doubts = [
      ...fault.doubts,
      ...(fault.underWay && postsUnderWay === 0 ? ['no posts were under way'] : []),
    ];
    return {
      ...fault,
      doubts,
      hit: doubts.length === 0,
      postsUnderWay,
      longestGapMs: longestGapMs(acknowledgedAtMs, posting, faultWindow(fault, faults)),
    };
  });
}

/**
 * How many posts were surely unanswered at a signal, or, where it fell into a short pause between the answers to some posts and the begin of
 * the next, as soon as one was. Times are cut to a millisecond, so posts whose begin or end is in the same one do not count, nor do
 * those without an answer: whether they were sent by then nobody noted.
 */
export function postsUnderWayAt(signalMs: number, answers: JournalContent['answers']): number {
  const near = answers
    .map(({ atMs, ms }) => ({ sentMs: Math.ceil(atMs + 1 - ms), atMs }))
    .filter(({ sentMs, atMs }) => atMs >= signalMs - longestPauseMs && sentMs <= signalMs + longestPauseMs);
  const unansweredAt = (momentMs: number): number =>
    near.filter(({ sentMs, atMs }) => sentMs <= momentMs && momentMs < atMs).length;
  const begins = near.filter(({ sentMs, atMs }) => signalMs < sentMs && sentMs < atMs);
  const isWithinLoad = begins.length > 0 && near.some(({ atMs }) => atMs <= signalMs);
  const atSignal = unansweredAt(signalMs);
  if (atSignal > 0 || !isWithinLoad) return atSignal;
  return unansweredAt(Math.min(...begins.map(({ sentMs }) => sentMs)));
}

/** From a fault to the next one at another moment; faults of one moment share their gap. */
function faultWindow({ at }: RecordedFault, faults: readonly RecordedFault[]): Period {
  const fromMs = Date.parse(at);
  const later = faults.map((fault) => Date.parse(fault.at)).filter((atMs) => atMs > fromMs + sameMomentMs);
  return { fromMs, toMs: Math.min(fromMs + faultWindowMs, ...later) };
}
