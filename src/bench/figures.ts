import type { ComparableRun } from './bench-document.ts';

export interface Figure {
  /** Path in the document, with dots. */
  key: string;
  name: string;
  unit: '/s' | 'ms' | 's' | '%' | '';
  /** undefined: neither is better. */
  better?: 'higher' | 'lower';
  value: number | null;
}

/** The figures of a run in display order; figures that do not apply to this kind of run are left out. */
export function figuresOf(run: ComparableRun): Figure[] {
  const { latencyMs, arrival } = run;
  const latency = (name: string, key: keyof typeof latencyMs): Figure => ({
    key: `latencyMs.${key}`,
    name: `latency ${name}`,
    unit: 'ms',
    better: 'lower',
    value: latencyMs[key],
  });
  const count = (key: 'attempted' | 'acknowledged' | 'refused' | 'indeterminate', name: string): Figure => ({
    key,
    name,
    unit: '',
    value: run[key],
  });
  return [
    {
      key: 'throughputPerSecond',
      name: 'throughput',
      unit: '/s',
      better: 'higher',
      value: run.throughputPerSecond,
    },
    { key: 'errorsPerSecond', name: 'errors', unit: '/s', better: 'lower', value: run.errorsPerSecond },
    latency('p50', 'p50'),
    latency('p90', 'p90'),
    latency('p99', 'p99'),
    latency('p99.9', 'p999'),
    latency('max', 'max'),
    { key: 'longestGapMs', name: 'longest gap', unit: 'ms', better: 'lower', value: run.longestGapMs },
    count('attempted', 'attempted'),
    count('acknowledged', 'acknowledged'),
    count('refused', 'refused'),
    count('indeterminate', 'outcome unknown'),
    ...(run.mode === 'open'
      ? [
          {
            key: 'lateStarts',
            name: 'started late',
            unit: '',
            better: 'lower',
            value: run.lateStarts,
          } as const,
          { key: 'unsent', name: 'not sent in time', unit: '', better: 'lower', value: run.unsent } as const,
        ]
      : []),
    ...(arrival === null
      ? []
      : [
          {
            key: 'arrival.drainMs',
            name: 'drain',
            unit: 'ms',
            better: 'lower',
            value: arrival.drainMs,
          } as const,
        ]),
    { key: 'generatorCpu', name: 'load generator', unit: '%', value: Math.round(run.generatorCpu * 100) },
  ];
}
