import type { JournalContent } from '../../posting/read-journal.ts';
import { longestGapMs } from '../evidence/availability.ts';
import type { RunRecord } from '../evidence/evidence.ts';
import type { Fault } from './verdict.ts';
import type { RecordedFault } from '../steps/faults/recorded-fault.ts';
import type { Period } from '../steps/period.ts';

/** In ms: a gap in the acknowledgements within this time after a fault is attributed to it. */
const faultWindowMs = 15_000;
/** In ms: the faults of one step are recorded one after the other, but happen together. */
const sameMomentMs = 50;
/**
 * In ms: the longest pause during which posts still count as in flight. Grouped posts are answered together and then
 * written to the journal: with 16 posters none was in flight for up to 14 ms, and longer on a busy machine.
 */
const longestPauseMs = 100;

/**
 * The faults of a run with data from its journal: the posts in flight at the signal, and the longest time without an
 * acknowledgement since. Pure, so that the files alone give the same result.
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
      // It reached no process, so there is no time to check.
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
 * Number of posts that were certainly in flight at a signal or, during a short pause between posts, right after that
 * pause. Times have a resolution of a millisecond: posts that start or end in the same millisecond do not count. Posts
 * without an answer do not count either, because their send time is not recorded.
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

/** From a fault to the next one at another time; simultaneous faults share their gap. */
function faultWindow({ at }: RecordedFault, faults: readonly RecordedFault[]): Period {
  const fromMs = Date.parse(at);
  const later = faults.map((fault) => Date.parse(fault.at)).filter((atMs) => atMs > fromMs + sameMomentMs);
  return { fromMs, toMs: Math.min(fromMs + faultWindowMs, ...later) };
}
