import type { NameKind } from '../../foundation/text/command-description.ts';

const key = 'completes';

/**
 * Spread it into the definition of a flag or argument: the values that a shell offers. A flag with `options` needs
 * none.
 */
export function completes(kind: NameKind | 'nothing'): Record<typeof key, NameKind | 'nothing'> {
  return { [key]: kind };
}

/** The value that `completes` added to a definition; undefined if there is none. */
export function completionOf(definition: object): unknown {
  return key in definition ? definition[key] : undefined;
}
