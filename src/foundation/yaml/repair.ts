import type { z } from 'zod';
import type { Finding, Path } from './finding.ts';
import { valueAt } from './value-at.ts';

/** With more problems nothing useful remains to check, and comparing them takes quadratic time. */
const maxFaults = 500;

/** A value without its invalid optional parts, and the paths of those parts. */
export interface Repaired<T> {
  value: T;
  removed: Path[];
}

/**
 * Removes what the schema rejects, so that the rules across fields can still run and one read of a file reports as many
 * problems as possible. Undefined if a required part of the document itself is invalid.
 */
export function repair<T>(schema: z.ZodType<T>, value: unknown): Repaired<T> | undefined {
  const copy = structuredClone(value);
  const removed: Path[] = [];
  // Removing one part can reveal a problem in another, but rarely more than once per level.
  for (let round = 0; round < 10; round++) {
    const result = schema.safeParse(copy);
    if (result.success) return { value: result.data, removed };
    const faulty = result.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
    );
    if (faulty.length > maxFaults) return undefined;
    const gone: Path[] = [];
    for (const path of faulty) {
      if (gone.some((other) => other.length <= path.length && overlaps(other, path))) continue;
      const nearest = removeNearest(copy, path);
      if (nearest === undefined) return undefined;
      gone.push(nearest);
    }
    removed.push(...gone);
  }
  return undefined;
}

/**
 * Whether a finding about the repaired value may be shown: not if it depends on a removed part, or on a missing key
 * that may only be misspelt.
 */
export function stands(finding: Finding, { removed }: Repaired<unknown>, original: unknown): boolean {
  return [finding.path, ...(finding.uses ?? [])].every((path) => {
    const missing = path.findIndex((_, index) => valueAt(original, path.slice(0, index + 1)) === undefined);
    return removed.every(
      (gone) => !overlaps(gone, path) && !(gone.length === missing + 1 && overlaps(gone.slice(0, -1), path)),
    );
  });
}

/**
 * Removes a part, or the nearest enclosing part that can be removed: a map without a required key, and a list as a
 * whole because paths count its items. Undefined: that would be the whole document.
 */
function removeNearest(root: unknown, path: Path): Path | undefined {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    if (typeof part.at(-1) !== 'number' && remove(root, part)) return part;
  }
  return undefined;
}

function remove(root: unknown, path: Path): boolean {
  const parent = valueAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined || typeof parent !== 'object' || parent === null) return false;
  return Object.hasOwn(parent, last) && Reflect.deleteProperty(parent, last);
}

function overlaps(a: Path, b: Path): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((part, index) => part === b[index]);
}
