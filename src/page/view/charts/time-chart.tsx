import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { ChartColumns } from './chart-columns.ts';
import type { ChartLine } from './chart-line.ts';
import type { ChartMark } from './chart-marks.ts';
import { MinuteTable } from './minute-table.tsx';
import { plotData, plotOptions, showWindow } from './plot-options.ts';
import { valueText } from './value-text.ts';

interface TimeChartProps {
  title: string;
  unit: string;
  lines: readonly ChartLine[];
  columns: ChartColumns;
  marks: readonly ChartMark[];
  /** Index into the columns; null: no cursor. */
  cursor: number | null;
  onCursor: (index: number | null) => void;
}

/** A chart over time; its values at the cursor, or the newest, are in its caption. */
export function TimeChart({ title, unit, lines, columns, marks, cursor, onCursor }: TimeChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const drawn = useRef(marks);
  drawn.current = marks;
  const valueOf = ({ column }: ChartLine) =>
    cursor === null ? columns.latest(column) : columns.values(column)[cursor];

  useEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    const options = plotOptions({ lines, width: current.clientWidth, marks: () => drawn.current, onCursor });
    const made = new uPlot(options, plotData(columns, lines), current);
    plot.current = made;
    const resized = new ResizeObserver(() => {
      made.setSize({ width: current.clientWidth, height: options.height });
    });
    resized.observe(current);
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, []);
  const newest = columns.seconds.at(-1);
  useEffect(() => {
    if (plot.current !== null) showWindow(plot.current, plotData(columns, lines));
  }, [newest, marks.length]);

  const key = lines.map((line) => `${line.label} ${valueText(valueOf(line), unit)}`).join(', ');
  return (
    <figure class="time-chart">
      <figcaption>
        {title}{' '}
        <span class="key">
          {lines.map((line) => (
            <span key={line.column}>
              <i class={`swatch ${line.look} ${line.column}`} />
              {line.label} <b>{valueText(valueOf(line), unit)}</b>
            </span>
          ))}
        </span>
      </figcaption>
      <div
        class="chart"
        ref={place}
        role="img"
        aria-label={`${title} over the last ten minutes. Now: ${key}.`}
      />
      <MinuteTable title={title} unit={unit} lines={lines} columns={columns} />
    </figure>
  );
}
