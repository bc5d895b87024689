import { facts, table } from '../../report/elements.ts';
import { markup, type Markup } from '../../report/markup.ts';
import { page } from '../../report/page.ts';
import { duration, number } from '../../report/quantities.ts';
import type { BenchRun } from '../bench-document.ts';
import type { Comparison } from '../compare.ts';
import { figuresOf, type Figure } from '../figures.ts';
import { percentileChart } from './percentile-chart.ts';
import { latencyChart, throughputChart } from './seconds-charts.ts';

/** The report of one run as one HTML file without other files. */
export function benchPage(run: BenchRun, comparison: Comparison | undefined): string {
  const spanMs = Math.max(1, run.durationMs);
  return page({
    title: `${number(run.throughputPerSecond)} messages a second – distq bench`,
    body: markup`${header(run)}<main>
<h1>${run.mode === 'closed' ? 'Closed loop' : 'Open loop'} against ${run.target}</h1>
${tiles(run)}
<h2>Over time</h2>
${run.seconds.length > 0 && [throughputChart(run.seconds, spanMs), latencyChart(run.seconds, spanMs)]}
<h2>Percentiles</h2>
${percentileChart(run.curve)}
<h2>Figures</h2>
${comparison === undefined ? figuresTable(run) : comparisonTable(comparison)}
${errorsTable(run)}
<h2>How it was measured</h2>
${settingsOf(run)}
</main>`,
  });
}

function header({ arrival, startedAt, interrupted }: BenchRun): Markup {
  const [kind, words] = verdictOf(arrival);
  return markup`<header class="verdict ${kind}"><div class="inside"><p class="verdict-line">${words}</p>
<p class="run">${startedAt}${interrupted && ', interrupted'}</p></div></header>`;
}

function verdictOf(arrival: BenchRun['arrival']): [kind: string, words: string] {
  if (arrival === null) return ['inconclusive', 'It was not checked whether the messages arrived.'];
  const { complete, missing, duplicated, refusedYetDelivered, problem } = arrival;
  if (complete) return ['passed', 'Every acknowledged message arrived exactly once.'];
  const counts = `${number(missing)} missing, ${number(duplicated)} duplicated, ${number(refusedYetDelivered)} refused yet delivered.`;
  return ['failed', problem === null ? counts : `${counts} ${problem}`];
}

function tiles(run: BenchRun): Markup {
  const { latencyMs } = run;
  const ms = (value: number | null) => (value === null ? '–' : `${number(value)} ms`);
  const shown = [
    [number(run.throughputPerSecond), 'acknowledged a second'],
    [ms(latencyMs.p50), 'half of them within'],
    [ms(latencyMs.p99), '99 % within'],
    [ms(latencyMs.max), 'the slowest'],
    [duration(run.longestGapMs), 'longest time without an acknowledgement'],
    [number(run.refused + run.indeterminate), `not acknowledged of ${number(run.attempted)}`],
  ] as const;
  return markup`<ul class="tiles">${shown.map(([value, name]) => markup`<li><strong>${value}</strong> <span>${name}</span></li>`)}</ul>`;
}

function valueText(value: number | null, { unit }: Pick<Figure, 'unit'>): string {
  return value === null ? '–' : `${number(value)} ${unit}`.trim();
}

function figuresTable(run: BenchRun): Markup {
  const rows = figuresOf(run).map((figure) => [figure.name, valueText(figure.value, figure)]);
  return table('Figures', [{ name: 'figure' }, { name: 'value', kind: 'number' }], rows);
}

function comparisonTable({ figures, differentSettings }: Comparison): Markup {
  const columns = [
    { name: 'figure' },
    ...['before', 'now', 'change'].map((name) => ({ name, kind: 'number' as const })),
  ];
  const rows = figures.map((figure) => [
    figure.name,
    valueText(figure.before, figure),
    valueText(figure.now, figure),
    figure.changePercent === null ? '–' : `${figure.changePercent > 0 ? '+' : ''}${figure.changePercent} %`,
  ]);
  return markup`${table('Figures of both runs', columns, rows)}${differentSettings.map(
    ({ setting, before, now }) =>
      markup`<p>Different ${setting}: ${before ?? 'none'} before, ${now ?? 'none'} now.</p>`,
  )}`;
}

function errorsTable({ errors }: BenchRun): Markup | null {
  if (errors.length === 0) return null;
  const columns = [
    { name: 'kind' },
    { name: 'reason', kind: 'sentence' as const },
    { name: 'count', kind: 'number' as const },
  ];
  return markup`<h2>Errors</h2>${table(
    'Errors by kind',
    columns,
    errors.map(({ kind, reason, count }) => [kind, reason, number(count)]),
  )}`;
}

function settingsOf(run: BenchRun): Markup {
  return facts([
    ['target', run.target],
    ['arrivals', run.ratePerSecond === null ? 'unlimited' : `${number(run.ratePerSecond)} a second`],
    ['connections', number(run.concurrency)],
    ['measured', duration(run.durationMs)],
    ['warm-up', duration(run.warmUpMs)],
    ['text size', `${number(run.sizeBytes)} bytes`],
    ['CPUs used by the load', String(run.generatorCpu)],
  ]);
}
