import { expect, test } from 'vitest';
import { ChartColumns } from '../../../src/page/view/charts/chart-columns.ts';
import { chartMarks } from '../../../src/page/view/charts/chart-marks.ts';
import { minuteRows } from '../../../src/page/view/charts/minute-rows.ts';

function filled(logged: (number | null)[], everyMs = 1_000): ChartColumns {
  const columns = new ChartColumns();
  for (const [index, count] of logged.entries())
    columns.append({ atMs: index * everyMs, queue: index, logged: count, received: null }, null, null);
  return columns;
}

test('a rate is taken over two seconds', () => {
  expect(filled([0, 10, 30, 60]).values('logged')).toEqual([null, 10, 15, 25]);
});

test('a rate is unknown while a count is, after it fell, and after a long pause', () => {
  expect(filled([5, null, 9]).latest('logged')).toBeNull();
  expect(filled([500, 520, 20]).latest('logged')).toBeNull();
  expect(filled([0, 900], 60_000).latest('logged')).toBeNull();
});

test('memory is in MiB', () => {
  const columns = new ChartColumns();
  columns.append({ atMs: 0, queue: null, logged: null, received: null }, null, 3 * 1024 * 1024);
  expect(columns.latest('memory')).toBe(3);
});

test('the columns are bounded, of one length, and end with the newest', () => {
  const columns = filled(Array.from({ length: 10_000 }, (_, index) => index));
  expect(columns.seconds.length).toBeLessThanOrEqual(2_400);
  expect(columns.seconds.length).toBeGreaterThanOrEqual(1_200);
  for (const name of ['queue', 'posted', 'logged', 'received', 'memory'] as const)
    expect(columns.values(name)).toHaveLength(columns.seconds.length);
  expect(columns.latest('queue')).toBe(9_999);
});

test('a table has the last value of each minute, newest first', () => {
  const seconds = Array.from({ length: 131 }, (_, index) => index);
  expect(minuteRows(seconds, [seconds])).toEqual([130, 70, 10].map((at) => ({ at, values: [at] })));
});

test('failures of parts are marked, and numbered in their order', () => {
  const at = (seconds: number) => new Date(seconds * 1000).toISOString();
  const events = [
    { at: at(1), name: 'hazelcast-1', text: 'exited', kind: 'failure' as const },
    { at: at(10), name: 'hazelcast-2', text: 'exited', kind: 'failure' as const },
    { at: at(11), name: 'hazelcast-2', text: 'ready', kind: 'state' as const },
    { at: at(12), name: null, text: 'refused', kind: 'failure' as const },
    { at: at(20), name: 'hazelcast-3', text: 'exited', kind: 'failure' as const },
  ];
  expect(chartMarks(events, 5)).toEqual([
    { number: 1, at: 10, text: 'hazelcast-2 exited' },
    { number: 2, at: 20, text: 'hazelcast-3 exited' },
  ]);
});
