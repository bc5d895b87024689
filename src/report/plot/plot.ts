import { markup, type Markup } from '../markup.ts';
import { axisNumber, duration, moment } from '../quantities.ts';
import { timeTicksMs } from './scale.ts';

/** A fault as a plot draws it; times in ms from the start of the run. */
interface PlotMark {
  number: number;
  atMs: number;
  /** null: no posts were under way. */
  answers: { gap: { fromMs: number; toMs: number; isEnded: boolean } | null } | null;
  /** Row in which its label does not overlap others. */
  lane: number;
}

export interface PlotOptions {
  /** Text alternative of the plot. */
  label: string;
  spanMs: number;
  /** Height of the value area, in pixels. */
  height: number;
  /** The value at its top. */
  top: number;
  faults: readonly PlotMark[];
  /** Numbers on the lines of the faults. */
  numbered: boolean;
  mostTicks: number;
}

const laneHeight = 18;
const axisHeight = 20;

/**
 * A plot over the time of the run: its axes, and the faults, each with the longest time without an acknowledgement
 * after it. It scales with the page while its text keeps its size: horizontal positions are percentages, vertical ones
 * are pixels.
 * @param shapes draws the values; zero is at the given height
 */
export function plot(options: PlotOptions, shapes: Markup): Markup {
  const { height, spanMs, faults, numbered } = options;
  const lanes = numbered ? Math.max(0, ...faults.map(({ lane }) => lane + 1)) : 0;
  const above = lanes * laneHeight + 6;
  return markup`<svg class="plot" width="100%" height="${above + height + axisHeight}" role="img" aria-label="${options.label}">
<svg y="${above}" width="100%" height="${height + axisHeight}" class="open">
${faults.map((mark) => band(mark, height, spanMs))}
${axes(options)}
${shapes}
${faults.map((mark) => faultLines(mark, height, spanMs))}
</svg>
${numbered && faults.map((mark) => faultNumber(mark, above, spanMs))}
</svg>`;
}

/** Horizontal position of a point in time. */
export function across(ms: number, spanMs: number): string {
  return `${((Math.min(Math.max(ms, 0), spanMs) / spanMs) * 100).toFixed(3)}%`;
}

function axes({ spanMs, height, top, mostTicks }: PlotOptions): Markup {
  const levels = height >= 100 && top % 2 === 0 ? [0, 0.5, 1] : [0, 1];
  const ticks = timeTicksMs(spanMs, mostTicks);
  return markup`${levels.map((level) => {
    const y = (1 - level) * height;
    return markup`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="y" x="-7" y="${y + 4}">${axisNumber(top * level)}</text>`;
  })}${ticks.map((ms) => {
    const x = across(ms, spanMs);
    return markup`<line class="tick" x1="${x}" x2="${x}" y1="${height}" y2="${height + 4}"/><text class="x" x="${x}" y="${height + 16}">${seconds(ms)}</text>`;
  })}`;
}

function seconds(ms: number): string {
  return `${Number((ms / 1_000).toFixed(3))} s`;
}

function band({ answers }: PlotMark, height: number, spanMs: number): Markup | null {
  const gap = answers?.gap ?? null;
  if (gap === null) return null;
  const width = across(gap.toMs - gap.fromMs, spanMs);
  return markup`<rect class="gap" x="${across(gap.fromMs, spanMs)}" width="${width}" y="0" height="${height}"/>`;
}

function faultLines({ atMs, answers }: PlotMark, height: number, spanMs: number): Markup {
  const gap = answers?.gap ?? null;
  const recovery = gap?.isEnded === true && vertical('recovery', gap.toMs, height, spanMs);
  return markup`${vertical('fault', atMs, height, spanMs)}${recovery}`;
}

function vertical(name: string, ms: number, height: number, spanMs: number): Markup {
  const x = across(ms, spanMs);
  return markup`<line class="${name}" x1="${x}" x2="${x}" y1="-6" y2="${height}"/>`;
}

function faultNumber({ number: n, atMs, answers, lane }: PlotMark, bottom: number, spanMs: number): Markup {
  const x = across(atMs, spanMs);
  const y = lane * laneHeight + laneHeight / 2;
  const isLate = atMs / spanMs > 0.75;
  const gap = answers?.gap ?? null;
  return markup`<line class="fault" x1="${x}" x2="${x}" y1="${y}" y2="${bottom}"/><circle class="fault-dot" cx="${x}" cy="${y}" r="8"><title>fault ${n} at ${moment(atMs)}</title></circle><text class="fault-number" x="${x}" y="${y + 4}">${n}</text><text class="${isLate ? 'after late' : 'after'}" x="${x}" dx="${isLate ? -12 : 12}" y="${y + 4}">${gap !== null && duration(gap.toMs - gap.fromMs)}</text>`;
}
