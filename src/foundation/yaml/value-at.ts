import type { Path } from './finding.ts';

/** The part of a plain value at `path`; undefined if there is none. Own properties only. */
export function valueAt(value: unknown, path: Path): unknown {
  let current: unknown = value;
  for (const part of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    const next: unknown = Reflect.get(current, part);
    current = next;
  }
  return current;
}
