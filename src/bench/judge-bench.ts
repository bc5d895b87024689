import type { BenchRun } from './bench-document.ts';

type Judged = Pick<BenchRun, 'attempted' | 'acknowledged'> & {
  arrival: Pick<NonNullable<BenchRun['arrival']>, 'complete'> | null;
};

/**
 * Whether the run passed: at least one message was acknowledged, all were, and the arrival is complete if it was
 * checked.
 */
export function hasPassed({ attempted, acknowledged, arrival }: Judged): boolean {
  return acknowledged > 0 && acknowledged === attempted && arrival?.complete !== false;
}
