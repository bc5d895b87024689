import type { ChalkInstance } from 'chalk';
import type { BenchRun } from '../../bench/bench-document.ts';
import type { ComparedFigure, Comparison } from '../../bench/compare.ts';
import { figuresOf, type Figure } from '../../bench/figures.ts';
import type { SecondRow } from '../../bench/load/second-series.ts';
import { printable, printableShort } from '../../terminal/printable.ts';
import { renderTable } from '../../terminal/table.ts';

/** Smaller changes are normal between two equal runs. */
const noisePercent = 5;
const grouped = new Intl.NumberFormat('en');

export function renderBench(
  run: BenchRun,
  comparison: Comparison | undefined,
  colours: ChalkInstance,
): string {
  const table = comparison === undefined ? renderFigures(run) : renderComparison(comparison, colours);
  return [
    `${describeRun(run)}\n`,
    table,
    ...run.errors.map(
      ({ kind, reason, count }) => `${colours.red(kind)}: ${printable(reason)} (${grouped.format(count)})\n`,
    ),
    ...renderUnacknowledged(run, colours),
    ...renderArrival(run, colours),
    ...(run.interrupted ? [colours.yellow('interrupted: the numbers cover the time until then\n')] : []),
    ...(run.generatorCpu > 0.9
      ? [colours.yellow('the load generator was the bottleneck: it had no CPU time left\n')]
      : []),
  ].join('');
}

export function renderLoadProgress(row: SecondRow | undefined): string {
  if (row === undefined) return 'warming up';
  const failed = row.refused + row.indeterminate;
  const errors = failed === 0 ? '' : `, ${grouped.format(failed)} not acknowledged`;
  return `${row.second + 1} s: ${grouped.format(row.acknowledged)}/s, p99 ${row.p99 ?? '–'} ms${errors}`;
}

export function renderDrainProgress(missing: number): string {
  return missing === 0 ? 'all have arrived' : `waiting for ${grouped.format(missing)} messages to arrive`;
}

function describeRun({
  target,
  mode,
  ratePerSecond,
  concurrency,
  durationMs,
  warmUpMs,
  sizeBytes,
}: BenchRun): string {
  const loop = mode === 'closed' ? 'closed loop' : `open loop at ${grouped.format(ratePerSecond ?? 0)}/s`;
  const warmUp = warmUpMs === 0 ? '' : ` after ${warmUpMs / 1000} s of warm-up`;
  return `${target}: ${loop}, ${concurrency} connections, ${(durationMs / 1000).toFixed(1)} s${warmUp}, texts of ${sizeBytes} bytes`;
}

function renderFigures(run: BenchRun): string {
  const rows = figuresOf(run).map((figure) => [figure.name, renderValue(figure.value, figure)]);
  return renderTable([{ title: 'figure' }, { title: 'value', align: 'right' }], rows);
}

function renderComparison({ figures, differentSettings }: Comparison, colours: ChalkInstance): string {
  const rows = figures.map((figure) => [
    figure.name,
    renderValue(figure.before, figure),
    renderValue(figure.now, figure),
    renderChange(figure, colours),
  ]);
  const right = { align: 'right' } as const;
  const table = renderTable(
    [
      { title: 'figure' },
      { title: 'before', ...right },
      { title: 'now', ...right },
      { title: 'change', ...right },
    ],
    rows,
  );
  const differing = differentSettings.map(({ setting, before, now }) =>
    colours.yellow(`different ${setting}: ${before ?? 'none'} before, ${now ?? 'none'} now\n`),
  );
  return `${table}${differing.join('')}`;
}

function renderValue(value: number | null, { unit }: Pick<Figure, 'unit'>): string {
  if (value === null) return '–';
  return unit === '' || unit === '/s'
    ? `${grouped.format(value)}${unit}`
    : `${grouped.format(value)} ${unit}`;
}

function renderChange({ changePercent, better }: ComparedFigure, colours: ChalkInstance): string {
  if (changePercent === null) return '–';
  const text = `${changePercent > 0 ? '+' : ''}${changePercent} %`;
  if (better === undefined || Math.abs(changePercent) < noisePercent) return text;
  return changePercent > 0 === (better === 'higher') ? colours.green(text) : colours.red(text);
}

function renderUnacknowledged({ attempted, acknowledged }: BenchRun, colours: ChalkInstance): string[] {
  if (acknowledged === 0) return [colours.red('nothing was acknowledged\n')];
  if (acknowledged === attempted) return [];
  return [
    colours.red(
      `${grouped.format(attempted - acknowledged)} of ${grouped.format(attempted)} not acknowledged\n`,
    ),
  ];
}

function renderArrival({ arrival }: BenchRun, colours: ChalkInstance): string[] {
  if (arrival === null) return [];
  const { complete, received, drainMs, missing, duplicated, refusedYetDelivered, examples, problem } =
    arrival;
  if (complete) {
    return [
      colours.green(
        `every acknowledged message arrived exactly once: ${grouped.format(received)} received, the last ${drainMs ?? 0} ms after the load\n`,
      ),
    ];
  }
  const counts = `${grouped.format(missing)} missing, ${grouped.format(duplicated)} duplicated, ${grouped.format(refusedYetDelivered)} refused yet delivered`;
  return [
    colours.red(`${counts} of ${grouped.format(received)} received\n`),
    ...(problem === null ? [] : [`  ${printable(problem)}\n`]),
    ...examples.map(({ fate, msg }) => `  ${fate}: ${printableShort(msg)}\n`),
  ];
}
