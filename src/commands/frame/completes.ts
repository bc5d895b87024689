import type { NameKind } from '../../foundation/text/command-description.ts';

const key = 'completes';

/**
 * The values that shell completion offers for a flag or argument; spread it into the definition. A flag with `options`
 * does not need it.
 */
export function completes(kind: NameKind | 'nothing'): Record<typeof key, NameKind | 'nothing'> {
  return { [key]: kind };
}

/** The value that `completes` added to a definition; undefined if there is none. */
export function completionOf(definition: object): unknown {
  return key in definition ? definition[key] : undefined;
}
