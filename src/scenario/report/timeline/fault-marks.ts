import type { JournalContent } from '../../../delivery/read-journal.ts';
import type { Period } from '../../availability.ts';
import type { Fault } from '../../verdict.ts';

/** A fault on the timeline; times in ms from the start of the run. */
export interface FaultMark {
  /** From 1, as the list of faults counts. */
  number: number;
  fault: Fault;
  atMs: number;
  /** The next acknowledgement after it; null if none came, or no posts were under way. */
  recoveredAtMs: number | null;
  postsRunning: boolean;
  /** Row in which its label stands clear of the others. */
  lane: number;
}

/** Room for a label, as a part of the whole time. */
const labelWidth = 0.16;

export function faultMarks(
  faults: readonly Fault[],
  { answers }: Pick<JournalContent, 'answers'>,
  posting: readonly Period[],
  startMs: number,
  spanMs: number,
): FaultMark[] {
  const laneEnds: number[] = [];
  return faults.map((fault, index) => {
    const faultMs = Date.parse(fault.at);
    const period = posting.find(({ fromMs, toMs }) => faultMs >= fromMs && faultMs <= toMs);
    const next = period === undefined ? undefined : nextAcknowledgement(answers, faultMs, period.toMs);
    const atMs = faultMs - startMs;
    return {
      number: index + 1,
      fault,
      atMs,
      recoveredAtMs: next === undefined ? null : next - startMs,
      postsRunning: period !== undefined,
      lane: takeLane(laneEnds, atMs / spanMs),
    };
  });
}

function nextAcknowledgement(
  answers: JournalContent['answers'],
  afterMs: number,
  untilMs: number,
): number | undefined {
  let next: number | undefined;
  for (const { atMs, event } of answers) {
    if (event !== 'acknowledged' || atMs <= afterMs || atMs > untilMs) continue;
    if (next === undefined || atMs < next) next = atMs;
  }
  return next;
}

/** The first row whose last label ends before this one begins. */
function takeLane(ends: number[], at: number): number {
  const free = ends.findIndex((end) => end <= at);
  const lane = free === -1 ? ends.length : free;
  ends[lane] = at + labelWidth;
  return lane;
}
