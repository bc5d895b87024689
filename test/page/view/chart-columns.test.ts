import { expect, test } from 'vitest';
import { ChartColumns } from '../../../src/page/view/charts/chart-columns.ts';
import { chartMarks } from '../../../src/page/view/charts/chart-marks.ts';
import { minuteRows } from '../../../src/page/view/charts/minute-rows.ts';
import { unknownSample } from '../support/unknown-sample.ts';

test('the columns have the rates, and memory in MiB', () => {
  const columns = new ChartColumns();
  columns.append({
    ...unknownSample,
    atMs: 1_000,
    loggedPerSecond: 25,
    logged: 50,
    memoryBytes: 3 * 1024 * 1024,
  });
  expect(columns.latest('logged')).toBe(25);
  expect(columns.logged).toBe(50);
  expect(columns.latest('memory')).toBe(3);
  expect(columns.latest('posted')).toBeNull();
  columns.clear();
  expect(columns.logged).toBeNull();
  expect(columns.latest('memory')).toBeNull();
});

test('the columns are bounded, of one length, and end with the newest', () => {
  const columns = new ChartColumns();
  for (let index = 0; index < 10_000; index++)
    columns.append({ ...unknownSample, atMs: index * 500, queue: index });
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

test('faults are marked, and numbered in their order', () => {
  const at = (seconds: number) => new Date(seconds * 1000).toISOString();
  const kind = 'state' as const;
  const events = [
    { at: at(1), name: 'hazelcast-1', text: 'killed', kind, fault: 'kill' as const },
    { at: at(10), name: 'hazelcast-2', text: 'exited', kind, fault: 'exit' as const },
    { at: at(11), name: 'hazelcast-2', text: 'ready', kind, fault: null },
    { at: at(20), name: null, text: 'all links healed', kind, fault: 'heal' as const },
  ];
  expect(chartMarks(events, 5)).toEqual([
    { number: 1, at: 10, text: 'hazelcast-2 exited' },
    { number: 2, at: 20, text: 'all links healed' },
  ]);
});
