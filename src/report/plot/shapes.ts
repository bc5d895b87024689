import { markup, type Markup } from '../markup.ts';
import { moment, number } from '../quantities.ts';
import { across } from './plot.ts';
import type { Segment } from './series.ts';
import type { Slots } from './slots.ts';

/** Width of paths in their own units: paths cannot use percentages. */
const units = 1_000;

/** One bar for each slot: acknowledged at the bottom, refused and indeterminate on top of it. */
export function bars({ widthMs, slots }: Slots, spanMs: number, height: number, top: number): Markup {
  return markup`${slots.map((slot, index) => {
    const { acknowledged, refused, indeterminate } = slot;
    if (acknowledged + refused + indeterminate === 0) return null;
    const fromMs = index * widthMs;
    const x = across(fromMs + widthMs * 0.06, spanMs);
    const width = across(Math.min(widthMs * 0.88, spanMs - fromMs), spanMs);
    let y = height;
    const part = (name: string, value: number): Markup | null => {
      if (value === 0) return null;
      const size = (value / top) * height;
      y -= size;
      return markup`<rect class="${name}" x="${x}" width="${width}" y="${y.toFixed(2)}" height="${size.toFixed(2)}"/>`;
    };
    return markup`<g><title>${tooltip(fromMs, slot)}</title>${part('acknowledged', acknowledged)}${part('refused', refused)}${part('indeterminate', indeterminate)}</g>`;
  })}`;
}

function tooltip(fromMs: number, slot: Slots['slots'][number]): string {
  const told = Object.entries(slot).filter(([, value]) => value > 0);
  return `from ${moment(fromMs)}: ${told.map(([name, value]) => `${number(value)} ${name}`).join(', ')}`;
}

/**
 * Values as a stepped line; with `filled`, as an area down to zero. The line is interrupted while there was no answer.
 */
export function steps(
  segments: readonly Segment<number>[],
  {
    spanMs,
    height,
    top,
    name,
    filled,
  }: { spanMs: number; height: number; top: number; name: string; filled?: boolean },
): Markup {
  const x = (ms: number) => ((ms / spanMs) * units).toFixed(1);
  const y = (value: number) => (height - (value / top) * height).toFixed(1);
  let line = '';
  let area = '';
  let before: Segment<number> | undefined;
  for (const segment of segments) {
    const { fromMs, toMs, value } = segment;
    if (value !== null) {
      const goesOn = before !== undefined && before.value !== null;
      line += `${goesOn ? `V${y(value)}` : `M${x(fromMs)} ${y(value)}`}H${x(toMs)}`;
      area += `M${x(fromMs)} ${height}V${y(value)}H${x(toMs)}V${height}Z`;
    }
    before = segment;
  }
  return markup`<svg class="open" width="100%" height="${height}" viewBox="0 0 ${units} ${height}" preserveAspectRatio="none">${filled === true && markup`<path class="${name} area" d="${area}"/>`}<path class="${name} line" d="${line}"/></svg>`;
}

/** The periods without an answer. */
export function silences(segments: readonly Segment<number>[], spanMs: number, height: number): Markup {
  return markup`${segments.map(
    ({ fromMs, toMs, value }) =>
      value === null &&
      markup`<rect class="silence" x="${across(fromMs, spanMs)}" width="${across(toMs - fromMs, spanMs)}" y="0" height="${height}"><title>did not answer from ${moment(fromMs)} to ${moment(toMs)}</title></rect>`,
  )}`;
}

export interface StripPart {
  fromMs: number;
  toMs: number;
  text: string;
  title: string;
  /** Neighbours with different shades can be distinguished. */
  shade: number;
}

/** Named periods side by side; names that do not fit are cut off. */
export function strip(
  { label, heading }: { label: string; heading: string },
  parts: readonly StripPart[],
  spanMs: number,
): Markup {
  return markup`<svg class="strip open" width="100%" height="20" role="img" aria-label="${label}"><text class="y" x="-7" y="14">${heading}</text>${parts.map(
    ({ fromMs, toMs, text, title, shade }) =>
      markup`<svg x="${across(fromMs, spanMs)}" width="${across(Math.max(toMs - fromMs, spanMs / 500), spanMs)}" height="20"><title>${title}</title><rect class="shade-${shade % 4}" width="100%" height="20"/><text x="4" y="14">${text}</text></svg>`,
  )}</svg>`;
}
