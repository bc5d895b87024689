import type { Sample } from '../../evidence/evidence.ts';
import type { ReportedRun } from '../reported-run.ts';
import { faultMarks, type FaultMark } from './fault-marks.ts';
import { segmentsOf, type Segment } from '../../../report/plot/series.ts';
import { countSlots, type Slots } from '../../../report/plot/slots.ts';

interface CountLines {
  owned: Segment<number>[];
  backup: Segment<number>[];
}

/** What the timeline shows; all times in ms from the start of the run. */
export interface Timeline {
  spanMs: number;
  answers: Slots;
  queueSize: Segment<number>[];
  queueOwner: Segment<string>[];
  members: { name: string; queue: CountLines; map: CountLines }[];
  faults: FaultMark[];
  steps: { number: number; name: string; fromMs: number; toMs: number }[];
}

export function timelineOf({ document, record, journal }: ReportedRun): Timeline {
  const startMs = Date.parse(record.startedAt);
  const spanMs = spanOf(record.durationMs, startMs, record.samples, journal.answers);
  const line = <T extends number | string>(pick: (sample: Sample) => T | null): Segment<T>[] =>
    segmentsOf(
      record.samples.map((sample) => ({ atMs: Math.max(0, sample.atMs - startMs), value: pick(sample) })),
      spanMs,
    );
  const names = [...new Set(record.samples.flatMap(({ members }) => members.map(({ name }) => name)))].sort();
  return {
    spanMs,
    answers: countSlots(journal.answers, startMs, spanMs),
    queueSize: line(({ queueSize }) => queueSize),
    queueOwner: line(({ queueOwner }) => queueOwner),
    members: names.map((name) => {
      const of = (sample: Sample) => sample.members.find((member) => member.name === name);
      const lines = (kind: 'queue' | 'map'): CountLines => ({
        owned: line((sample) => of(sample)?.[kind]?.owned ?? null),
        backup: line((sample) => of(sample)?.[kind]?.backup ?? null),
      });
      return { name, queue: lines('queue'), map: lines('map') };
    }),
    faults: faultMarks(document.faults, journal, record.posting, startMs, spanMs),
    steps: record.steps
      .map(({ name, at, durationMs, state }, index) => {
        const fromMs = Date.parse(at) - startMs;
        return { number: index + 1, name, fromMs, toMs: fromMs + durationMs, state };
      })
      .filter(({ state }) => state !== 'skipped'),
  };
}

/** The latest end of all parts. */
function spanOf(
  durationMs: number,
  startMs: number,
  samples: readonly Sample[],
  answers: ReportedRun['journal']['answers'],
): number {
  const ends = [...samples, ...answers].reduce(
    (last, { atMs }) => Math.max(last, atMs - startMs),
    durationMs,
  );
  return Math.max(1, ends);
}
