import type { RuntimeChoice } from './choose-runtime.ts';

/** The chosen runtime in a line, for people. */
export function describeChoice({ runtime, because }: RuntimeChoice): string {
  return `${runtime} (${because})`;
}
