import { memo } from 'preact/compat';
import { useState } from 'preact/hooks';
import type { PageEvent } from '../../wire/page-state.ts';
import { clockTime } from '../tables/clock-time.ts';
import type { ChartColumns } from './chart-columns.ts';
import { chartMarks } from './chart-marks.ts';
import { windowSeconds, type ChartLine } from './chart-line.ts';
import { TimeChart } from './time-chart.tsx';

const rates: ChartLine[] = [
  { column: 'posted', label: 'posted by this page', colour: '--orange', look: 'dotted' },
  { column: 'logged', label: 'logged', colour: '--teal', look: 'dashed' },
  { column: 'received', label: 'received', colour: '--purple', look: 'plain' },
];

interface ChartsProps {
  columns: ChartColumns;
  /** Seconds since 1970 of the newest sample, since the columns themselves stay the same; undefined: there is none. */
  newest: number | undefined;
  events: readonly PageEvent[];
}

/** The last ten minutes, under one cursor. */
export const Charts = memo(({ columns, newest, events }: ChartsProps) => {
  const [cursor, setCursor] = useState<number | null>(null);
  const end = newest ?? Date.now() / 1000;
  const marks = chartMarks(events, end - windowSeconds);
  const shared = { columns, marks, cursor, onCursor: setCursor };
  return (
    <section class="area-charts" aria-labelledby="charts-title">
      <h2 id="charts-title">Last ten minutes</h2>
      <TimeChart
        {...shared}
        title="Queue length"
        unit="items"
        lines={[{ column: 'queue', label: 'items', colour: '--blue', look: 'plain' }]}
      />
      <TimeChart {...shared} title="Messages per second" unit="/s" lines={rates} />
      <TimeChart
        {...shared}
        title="Memory of all processes"
        unit="MiB"
        lines={[{ column: 'memory', label: 'resident', colour: '--pink', look: 'plain' }]}
      />
      {marks.length > 0 && (
        <ol class="fault-list" aria-label="Faults in the charts">
          {marks.map(({ number, at, text }) => (
            <li key={at}>
              <span class="mark">{number}</span> <time>{clockTime(new Date(at * 1000).toISOString())}</time>{' '}
              {text}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
});
