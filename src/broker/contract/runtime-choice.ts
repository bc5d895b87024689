import type { RuntimeName } from '../../topology/cluster-schema.ts';

/** What the members really run as. */
export type ChosenRuntime = Exclude<RuntimeName, 'auto'>;

export interface RuntimeChoice {
  runtime: ChosenRuntime;
  /** Why, as the end of "jvm: …". */
  because: string;
}

/** The chosen runtime in a line, for people. */
export function describeChoice({ runtime, because }: RuntimeChoice): string {
  return `${runtime} (${because})`;
}
