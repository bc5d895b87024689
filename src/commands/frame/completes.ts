import type { NameKind } from '../../foundation/text/command-description.ts';

const key = 'completes';

/** Spread into the definition of a flag or argument: what a shell offers for its value. One with `options` offers those by itself. */
export function completes(kind: NameKind | 'nothing'): Record<typeof key, NameKind | 'nothing'> {
  return { [key]: kind };
}

/** What `completes` put into a definition; undefined: nothing. */
export function completionOf(definition: object): unknown {
  return key in definition ? definition[key] : undefined;
}
