import type { Path } from './finding.ts';

/** The part of a plain value that `path` leads to; undefined where it leads to nothing. Own properties only. */
export function valueAt(value: unknown, path: Path): unknown {
  let current: unknown = value;
  for (const part of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    const next: unknown = Reflect.get(current, part);
    current = next;
  }
  return current;
}
