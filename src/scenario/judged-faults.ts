import type { JournalContent } from '../delivery/read-journal.ts';
import { longestGapMs, type Period } from './availability.ts';
import type { RunRecord } from './evidence.ts';
import type { Fault, RecordedFault } from './verdict.ts';

/** How long after a fault a gap in the acknowledgements is put down to it. */
const faultWindowMs = 15_000;
/** Faults of one step are recorded one after the other, and hit together. */
const sameMomentMs = 50;
/** How long a signal may take to have its effect. */
const effectMs = 20;

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
 * How many posts were surely unanswered at a signal, or as soon as one was in the moment that it takes to have its effect: posters that
 * have all just been answered first write that down. Times are cut to a millisecond, so posts whose begin or end is in the same one do
 * not count, nor do those without an answer: whether they were sent by then nobody noted.
 */
export function postsUnderWayAt(signalMs: number, answers: JournalContent['answers']): number {
  const near = answers.filter(({ atMs, ms }) => signalMs < atMs && atMs + 1 - ms <= signalMs + effectMs);
  for (let momentMs = signalMs; momentMs <= signalMs + effectMs; momentMs += 1) {
    const count = near.filter(({ atMs, ms }) => atMs + 1 - ms <= momentMs && momentMs < atMs).length;
    if (count > 0) return count;
  }
  return 0;
}

/** From a fault to the next one at another moment; faults of one moment share their gap. */
function faultWindow({ at }: RecordedFault, faults: readonly RecordedFault[]): Period {
  const fromMs = Date.parse(at);
  const later = faults.map((fault) => Date.parse(fault.at)).filter((atMs) => atMs > fromMs + sameMomentMs);
  return { fromMs, toMs: Math.min(fromMs + faultWindowMs, ...later) };
}
