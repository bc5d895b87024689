import { markup, type Markup } from '../../../report/markup.ts';
import type { ReportedRun } from '../reported-run.ts';
import { duration, moment, number } from '../../../report/quantities.ts';
import type { FaultMark } from './fault-marks.ts';
import { key } from '../../../report/plot/key.ts';
import { plot } from '../../../report/plot/plot.ts';
import { niceCeiling } from '../../../report/plot/scale.ts';
import { highestOf } from '../../../report/plot/series.ts';
import { bars, silences, steps, strip } from '../../../report/plot/shapes.ts';
import { timelineOf, type Timeline } from './timeline.ts';

/** The run over time: acknowledgements, the queue and the members, with the faults marked. */
export function timelineSection(run: ReportedRun): Markup {
  const timeline = timelineOf(run);
  return markup`<section id="timeline" aria-labelledby="timeline-title"><h2 id="timeline-title">Timeline</h2>
<p class="quiet">All times are seconds from the start of the run. A red line is a fault, the red band the longest time without an acknowledgement after it, the green line the acknowledgement that ended it. Members count their items once a second, so their lines lag by up to a second.</p>
${answersFigure(timeline)}
${queueFigure(timeline)}
${membersFigures(timeline)}
</section>`;
}

function answersFigure(timeline: Timeline): Markup {
  const { answers, spanMs, faults } = timeline;
  const most = answers.slots.reduce(
    (high, slot) => Math.max(high, slot.acknowledged + slot.refused + slot.indeterminate),
    0,
  );
  const top = niceCeiling(most);
  const height = 130;
  const label = `Answers to posts per ${duration(answers.widthMs)}; at most ${number(most)} in one.`;
  return markup`<figure><figcaption>Answers to posts per ${duration(answers.widthMs)} ${key(['dot acknowledged', 'acknowledged'], ['dot refused', 'refused'], ['dot indeterminate', 'outcome unknown'])}</figcaption>
${strip(
  { label: 'The steps of the scenario', heading: 'step' },
  timeline.steps.map((step) => ({
    ...step,
    text: String(step.number),
    title: `step ${step.number}: ${step.name}`,
    shade: step.number,
  })),
  spanMs,
)}
${plot({ label, spanMs, height, top, faults, numbered: true, mostTicks: 7 }, bars(answers, spanMs, height, top))}
${faultList(timeline)}</figure>`;
}

function faultList({ faults }: Timeline): Markup | null {
  if (faults.length === 0) return null;
  return markup`<ul class="marks">${faults.map(
    (mark) =>
      markup`<li><span class="mark">${mark.number}</span> ${moment(mark.atMs)}: ${mark.fault.kind} ${mark.fault.target} (${mark.fault.signal}). ${afterwards(mark)}</li>`,
  )}</ul>`;
}

function afterwards({ atMs, answers }: FaultMark): string {
  if (answers === null) return 'No posts were under way.';
  const { nextAtMs, gap } = answers;
  const next =
    nextAtMs === null
      ? 'No acknowledgement came after it.'
      : `Next acknowledgement ${duration(nextAtMs - atMs)} later.`;
  if (gap === null) return next;
  return `${next} Longest time without one: ${duration(gap.toMs - gap.fromMs)}, from ${moment(gap.fromMs)} to ${gap.isEnded ? moment(gap.toMs) : 'the end of the posts'}.`;
}

function queueFigure({ queueSize, queueOwner, spanMs, faults }: Timeline): Markup {
  const highest = highestOf(queueSize);
  const top = niceCeiling(highest);
  const height = 80;
  const owners = [...new Set(queueOwner.flatMap(({ value }) => value ?? []))].sort();
  const label = `Items in the queue; at most ${number(highest)}.`;
  return markup`<figure><figcaption>Items in the queue, and the member that owns it</figcaption>
${plot(
  { label, spanMs, height, top, faults, numbered: false, mostTicks: 7 },
  markup`${silences(queueSize, spanMs, height)}${steps(queueSize, { spanMs, height, top, name: 'queue', filled: true })}`,
)}
${strip(
  { label: `The queue's owner: ${owners.join(', then ')}`, heading: 'owner' },
  queueOwner.flatMap(({ fromMs, toMs, value }) =>
    value === null
      ? []
      : [{ fromMs, toMs, text: value, title: `${value} owns the queue`, shade: owners.indexOf(value) }],
  ),
  spanMs,
)}</figure>`;
}

function membersFigures({ members, spanMs, faults }: Timeline): Markup {
  const kinds = [
    { kind: 'queue', noun: 'items of the queue' },
    { kind: 'map', noun: 'entries of the map' },
  ] as const;
  const height = 56;
  return markup`${kinds.map(({ kind, noun }) => {
    // One scale for all members, so that they can be compared.
    const highest = members.reduce(
      (high, member) => Math.max(high, highestOf(member[kind].owned), highestOf(member[kind].backup)),
      0,
    );
    const top = niceCeiling(highest);
    return markup`<h3>Per member: ${noun} ${key(['dot owned', 'owned'], ['dash', 'backup'], ['dot silence', 'did not answer'])}</h3>
<div class="small-plots">${members.map((member) => {
      const { owned, backup } = member[kind];
      const label = `${member.name}, ${noun}: owned at most ${number(highestOf(owned))}, backup at most ${number(highestOf(backup))}.`;
      const scale = { spanMs, height, top };
      return markup`<figure><figcaption>${member.name}</figcaption>${plot(
        { label, ...scale, faults, numbered: false, mostTicks: 4 },
        markup`${silences(owned, spanMs, height)}${steps(owned, { ...scale, name: 'owned', filled: true })}${steps(backup, { ...scale, name: 'backup' })}`,
      )}</figure>`;
    })}</div>`;
  })}`;
}
