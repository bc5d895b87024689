import type uPlot from 'uplot';
import type { ChartColumns } from './chart-columns.ts';
import type { ChartMark } from './chart-marks.ts';
import { windowSeconds, type ChartLine } from './chart-line.ts';

const heightPx = 150;
const dashes = { plain: [], dashed: [7, 3], dotted: [2, 3] };
const font = '11px system-ui, sans-serif';

interface PlotOptions {
  lines: readonly ChartLine[];
  width: number;
  marks: () => readonly ChartMark[];
  onCursor: (index: number | null) => void;
}

export function plotOptions({ lines, width, marks, onCursor }: PlotOptions): uPlot.Options {
  const axis: uPlot.Axis = {
    stroke: colour('--quiet'),
    font,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: heightPx,
    legend: { show: false },
    cursor: { sync: { key: 'page' }, drag: { x: false, y: false }, points: { size: 7 } },
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(5, max * 1.1)] } },
    axes: [
      { ...axis, values: (_plot, splits) => splits.map(clock), space: 64, size: 26 },
      { ...axis, size: 46, space: 28 },
    ],
    series: [
      {},
      ...lines.map(({ label, colour: name, look }) => ({
        label,
        stroke: colour(name),
        width: 2,
        dash: dashes[look],
        points: { show: false },
      })),
    ],
    hooks: {
      setCursor: [
        ({ cursor: { idx } }) => {
          onCursor(idx ?? null);
        },
      ],
      draw: [
        (plot) => {
          drawMarks(plot, marks());
        },
      ],
    },
  };
}

/** The plot reads the columns themselves, so that nothing is copied. */
export function plotData(columns: ChartColumns, lines: readonly ChartLine[]): uPlot.AlignedData {
  return [columns.seconds, ...lines.map(({ column }) => columns.values(column))];
}

export function showWindow(plot: uPlot, data: uPlot.AlignedData): void {
  const end = data[0].at(-1) ?? Date.now() / 1000;
  plot.batch(() => {
    plot.setData(data, false);
    plot.setScale('x', { min: end - windowSeconds, max: end });
  });
}

/** Asked each time it draws, so that it follows a change between light and dark. */
function colour(name: string): () => string {
  return () => colourNow(name);
}

function colourNow(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name);
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** A line at each fault, with its number in the list below the charts. */
function drawMarks(plot: uPlot, marks: readonly ChartMark[]): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.font = `700 ${10 * ratio}px system-ui, sans-serif`;
  for (const { at, number } of marks) {
    const x = plot.valToPos(at, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = colourNow('--red');
    ctx.fillStyle = colourNow('--red');
    ctx.lineWidth = 1.5 * ratio;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x, bbox.top + 8 * ratio, 7 * ratio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.fillStyle = colourNow('--page');
    ctx.fillText(String(number), x, bbox.top + 8.5 * ratio);
  }
  ctx.restore();
}
