import { markup, type Markup } from '../../report/markup.ts';
import { key } from '../../report/plot/key.ts';
import { plot } from '../../report/plot/plot.ts';
import { niceCeiling } from '../../report/plot/scale.ts';
import { highestOf, segmentsOf } from '../../report/plot/series.ts';
import { bars, steps } from '../../report/plot/shapes.ts';
import type { Slot, Slots } from '../../report/plot/slots.ts';
import { number } from '../../report/quantities.ts';
import type { SecondRow } from '../load/second-series.ts';

/** More bars could not be distinguished on a page. */
const mostBars = 120;
const height = 130;
const noFaults = { faults: [], numbered: false, mostTicks: 7, height };

/** Answers per second over the measured time. */
export function throughputChart(rows: readonly SecondRow[], spanMs: number): Markup {
  const slots = ratesOf(rows);
  const most = slots.slots.reduce(
    (high, slot) => Math.max(high, slot.acknowledged + slot.refused + slot.indeterminate),
    0,
  );
  const top = niceCeiling(most);
  const label = `Answers per second; at most ${number(most)}.`;
  return markup`<figure><figcaption>Answers per second ${key(['dot acknowledged', 'acknowledged'], ['dot refused', 'refused'], ['dot indeterminate', 'outcome unknown'])}</figcaption>
${plot({ label, spanMs, top, ...noFaults }, bars(slots, spanMs, height, top))}</figure>`;
}

/** Percentiles of each second. */
export function latencyChart(rows: readonly SecondRow[], spanMs: number): Markup {
  const lines = (['p50', 'p99', 'max'] as const).map((name) => ({
    name,
    segments: segmentsOf(
      rows.map((row) => ({ atMs: row.second * 1000, value: row[name] })),
      spanMs,
    ),
  }));
  const most = Math.max(...lines.map(({ segments }) => highestOf(segments)));
  const top = niceCeiling(most);
  const label = `Latency in ms, second by second; at most ${number(most)}.`;
  return markup`<figure><figcaption>Latency in ms, second by second ${key(...lines.map(({ name }) => [`dot ${name}`, name] as const))}</figcaption>
${plot({ label, spanMs, top, ...noFaults }, markup`${lines.map(({ name, segments }) => steps(segments, { spanMs, height, top, name }))}`)}</figure>`;
}

/** Rates per second; for a long run one bar is the mean of several seconds. */
export function ratesOf(rows: readonly SecondRow[]): Slots {
  const size = Math.ceil(rows.length / mostBars);
  const slots: Slot[] = [];
  for (let start = 0; start < rows.length; start += size) slots.push(meanOf(rows.slice(start, start + size)));
  return { widthMs: size * 1000, slots };
}

function meanOf(rows: readonly SecondRow[]): Slot {
  const durationMs = rows.reduce((sum, row) => sum + row.durationMs, 0);
  const rate = (kind: keyof Slot) =>
    Math.round((rows.reduce((sum, row) => sum + row[kind], 0) * 1000) / durationMs);
  return {
    acknowledged: rate('acknowledged'),
    refused: rate('refused'),
    indeterminate: rate('indeterminate'),
  };
}
