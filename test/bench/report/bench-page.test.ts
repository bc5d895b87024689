import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { compareRuns } from '../../../src/bench/compare.ts';
import { benchPage } from '../../../src/bench/report/bench-page.ts';
import { ratesOf } from '../../../src/bench/report/seconds-charts.ts';
import { benchRun } from '../support/bench-run.ts';

test('the page has the figures, both charts over time and the curve', () => {
  const html = benchPage(benchRun({ throughputPerSecond: 1234.5 }), undefined);
  expect(html).toContain('1,234.5');
  expect(html.match(/<svg class="plot"/g)).toHaveLength(3);
  expect(html).toContain('HTTP 503: Queue Full');
});

test('every drawing is well-formed', () => {
  const html = benchPage(benchRun(), undefined);
  const drawings = html.match(/<figure>[^]*?<\/figure>/g) ?? [];
  expect(drawings).toHaveLength(3);
  for (const drawing of drawings) {
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(drawing).close();
    expect(drawing).not.toMatch(/NaN|Infinity|undefined/);
  }
});

test('a reason from a server cannot become markup', () => {
  const reason = 'HTTP 500: <script>alert(1)</script>';
  const html = benchPage(benchRun({ errors: [{ kind: 'indeterminate', reason, count: 1 }] }), undefined);
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;');
});

test('compared with an earlier run, both values and the change are shown', () => {
  const run = benchRun({ throughputPerSecond: 1250 });
  const html = benchPage(run, compareRuns(benchRun(), run));
  expect(html).toMatch(/1,000 \/s[^]*1,250 \/s[^]*\+25 %/);
});

test('a run in which nothing was answered has a page as well', () => {
  const none = { p50: null, p90: null, p99: null, p999: null, max: null };
  const html = benchPage(benchRun({ acknowledged: 0, latencyMs: none, curve: [], seconds: [] }), undefined);
  expect(html).not.toMatch(/NaN|Infinity|undefined/);
});

test('bars show rates per second, however long their interval', () => {
  const [row] = benchRun().seconds;
  if (row === undefined) throw new Error('no row');
  const rows = Array.from({ length: 240 }, (_, second) => ({
    ...row,
    second,
    acknowledged: second % 2 === 0 ? 100 : 300,
  }));
  const { slots, widthMs } = ratesOf(rows);
  expect(widthMs).toBe(2000);
  expect(slots).toHaveLength(120);
  expect(new Set(slots.map(({ acknowledged }) => acknowledged))).toEqual(new Set([200]));
  expect(ratesOf([{ ...row, durationMs: 500, acknowledged: 50 }]).slots[0]?.acknowledged).toBe(100);
});
