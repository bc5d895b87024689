import type { BenchSettings, ComparableRun } from './bench-document.ts';
import { figuresOf, type Figure } from './figures.ts';

export interface ComparedFigure extends Omit<Figure, 'value'> {
  before: number | null;
  now: number | null;
  /** Change from before to now; null if one is missing or before was 0. */
  changePercent: number | null;
}

export interface Comparison {
  /** Settings that differ between the runs, so that the figures may not be comparable. */
  differentSettings: {
    setting: keyof BenchSettings;
    before: string | number | null;
    now: string | number | null;
  }[];
  figures: ComparedFigure[];
}

/** The address may differ: comparing two systems is a purpose of a comparison. */
const settings = ['mode', 'concurrency', 'ratePerSecond', 'sizeBytes', 'warmUpMs'] as const;

/** Compares two runs. */
export function compareRuns(before: ComparableRun, now: ComparableRun): Comparison {
  const earlier = new Map(figuresOf(before).map(({ key, value }) => [key, value]));
  return {
    differentSettings: settings
      .filter((setting) => before[setting] !== now[setting])
      .map((setting) => ({ setting, before: before[setting], now: now[setting] })),
    figures: figuresOf(now).map(({ value, ...figure }) => {
      const old = earlier.get(figure.key) ?? null;
      return { ...figure, before: old, now: value, changePercent: changePercent(old, value) };
    }),
  };
}

function changePercent(before: number | null, now: number | null): number | null {
  if (before === null || now === null || before === 0) return null;
  return Math.round(((now - before) / before) * 1000) / 10;
}
