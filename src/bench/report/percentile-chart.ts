import { markup, type Markup } from '../../report/markup.ts';
import { niceCeiling } from '../../report/plot/scale.ts';
import { axisNumber, number } from '../../report/quantities.ts';
import type { CurvePoint } from '../load/latency-histogram.ts';

const height = 180;
/** Width of the chart in units: SVG paths do not support percentages. */
const units = 1_000;

/**
 * How many of the messages were answered within which time. Each nine has the same width, so that one slow message in a
 * thousand is visible.
 */
export function percentileChart(curve: readonly CurvePoint[]): Markup | null {
  const last = curve.at(-1);
  if (last === undefined) return null;
  // The last point is 100 %, which a logarithmic axis does not have: place it half a step after the previous one.
  const nines = Math.max(1, ninesOf(curve.at(-2)?.percentile ?? 0) + 0.1);
  const top = niceCeiling(last.ms);
  const x = (percentile: number) => Math.min(1, ninesOf(percentile) / nines);
  const y = (ms: number) => height - (ms / top) * height;
  const path = curve
    .map(({ percentile, ms }) => `${(x(percentile) * units).toFixed(1)} ${y(ms).toFixed(1)}`)
    .join('L');
  const label = `Latency by percentile, in ms; all within ${number(last.ms)}.`;
  return markup`<figure><figcaption>Latency in ms by percentile</figcaption>
<svg class="plot" width="100%" height="${height + 26}" role="img" aria-label="${label}"><svg y="6" width="100%" height="${height + 20}" class="open">
${[0, 0.5, 1].map((level) => levelLine(level * top, y(level * top)))}
${ticksUpTo(nines).map((percentile) => tick(percentile, x(percentile)))}
<svg class="open" width="100%" height="${height}" viewBox="0 0 ${units} ${height}" preserveAspectRatio="none"><path class="p99 line" d="M${path}"/></svg>
</svg></svg></figure>`;
}

/** 1 for 90 %, 2 for 99 %, … */
function ninesOf(percentile: number): number {
  return percentile >= 100 ? Infinity : -Math.log10(1 - percentile / 100);
}

function ticksUpTo(nines: number): number[] {
  const whole = Array.from({ length: Math.floor(nines) }, (_, index) => 100 - 10 ** (1 - index));
  return [0, 50, ...whole.map((percentile) => Number(percentile.toFixed(6)))];
}

function levelLine(ms: number, y: number): Markup {
  return markup`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="y" x="-7" y="${y + 4}">${axisNumber(ms)}</text>`;
}

function tick(percentile: number, share: number): Markup {
  const x = `${(share * 100).toFixed(2)}%`;
  return markup`<line class="tick" x1="${x}" x2="${x}" y1="${height}" y2="${height + 4}"/><text class="x" x="${x}" y="${height + 16}">${percentile}%</text>`;
}
