import type { BenchRun } from './bench-document.ts';

type Judged = Pick<BenchRun, 'attempted' | 'acknowledged'> & {
  arrival: Pick<NonNullable<BenchRun['arrival']>, 'complete'> | null;
};

/** Whether the run passed: something was acknowledged, nothing was not, and what is known of the arrival is complete. */
export function hasPassed({ attempted, acknowledged, arrival }: Judged): boolean {
  return acknowledged > 0 && acknowledged === attempted && arrival?.complete !== false;
}
