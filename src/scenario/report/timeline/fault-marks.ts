import type { JournalContent } from '../../../posting/read-journal.ts';
import type { Fault } from '../../verdict/verdict.ts';
import type { Period } from '../../steps/period.ts';

/** A fault on the timeline; times in ms from the start of the run. */
export interface FaultMark {
  /** From 1, as in the list of faults. */
  number: number;
  fault: Fault;
  atMs: number;
  /** null: no posts were under way. */
  answers: AfterFault | null;
  /** Row in which its label does not overlap others. */
  lane: number;
}

interface AfterFault {
  /** The next acknowledgement; null if none came. Posts that were nearly done at the fault are still acknowledged. */
  nextAtMs: number | null;
  /** The longest time without one that the document attributes to the fault. */
  gap: Gap | null;
}

interface Gap {
  fromMs: number;
  toMs: number;
  /** True: ended by an acknowledgement. False: by the end of the posts. */
  isEnded: boolean;
}

/** Width of a label, as a fraction of the whole time. */
const labelWidth = 0.16;

export function faultMarks(
  faults: readonly Fault[],
  { answers }: Pick<JournalContent, 'answers'>,
  posting: readonly Period[],
  startMs: number,
  spanMs: number,
): FaultMark[] {
  const laneEnds: number[] = [];
  const sinceStart = (ms: number) => ms - startMs;
  const acknowledgedMs = answers
    .filter(({ event }) => event === 'acknowledged')
    .map(({ atMs }) => sinceStart(atMs))
    .sort((a, b) => a - b);
  const periods = posting.map(({ fromMs, toMs }) => ({ fromMs: sinceStart(fromMs), toMs: sinceStart(toMs) }));
  return faults.flatMap((fault, index) => {
    // It reached no process, so there is no time to mark.
    if (fault.pid === null) return [];
    const atMs = sinceStart(Date.parse(fault.at));
    const mark: FaultMark = {
      number: index + 1,
      fault,
      atMs,
      answers: afterFault(atMs, fault.longestGapMs, acknowledgedMs, periods),
      lane: takeLane(laneEnds, atMs / spanMs),
    };
    return [mark];
  });
}

function afterFault(
  atMs: number,
  longestGapMs: number | null,
  acknowledgedMs: readonly number[],
  periods: readonly Period[],
): AfterFault | null {
  const period = periods.find(({ fromMs, toMs }) => atMs >= fromMs && atMs <= toMs);
  if (period === undefined) return null;
  const next = acknowledgedMs.find((ms) => ms > atMs && ms <= period.toMs);
  const later = periods.filter(({ toMs }) => toMs >= atMs);
  const gap = later
    .map((one) => gapOf(longestGapMs, atMs, acknowledgedMs, one))
    .find((found) => found !== null);
  return { nextAtMs: next ?? null, gap: gap ?? null };
}

/** Finds the gap of this length that does not end before the fault. */
function gapOf(
  lengthMs: number | null,
  atMs: number,
  acknowledgedMs: readonly number[],
  { fromMs, toMs }: Period,
): Gap | null {
  const inside = acknowledgedMs.filter((ms) => ms >= fromMs && ms <= toMs);
  let before = fromMs;
  for (const ms of inside) {
    if (ms >= atMs && ms - before === lengthMs) return { fromMs: before, toMs: ms, isEnded: true };
    before = ms;
  }
  return toMs - before === lengthMs ? { fromMs: before, toMs, isEnded: false } : null;
}

/** The first row whose last label ends before this one starts. */
function takeLane(ends: number[], at: number): number {
  const free = ends.findIndex((end) => end <= at);
  const lane = free === -1 ? ends.length : free;
  ends[lane] = at + labelWidth;
  return lane;
}
