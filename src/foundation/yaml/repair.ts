import type { z } from 'zod';
import type { Finding, Path } from './finding.ts';
import { valueAt } from './value-at.ts';

/** With more than this nothing worth asking about remains, and comparing them all takes quadratic time. */
const maxFaults = 500;

/** What remains of a value when its faulty optional parts are left out, and which parts those were. */
export interface Repaired<T> {
  value: T;
  removed: Path[];
}

/**
 * Leaves out what the schema objects to, so that the rules across fields can still be asked and one reading of a
 * file shows as many of its problems as possible. Undefined where what is required of the document itself is at fault.
 */
export function repair<T>(schema: z.ZodType<T>, value: unknown): Repaired<T> | undefined {
  const copy = structuredClone(value);
  const removed: Path[] = [];
  // Leaving out one part can uncover a fault in another, but hardly more than once a level.
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
 * Whether a rule's finding about the repaired value may be shown: not if it rests on a part that was left out, or
 * on a missing one whose key may be there misspelt.
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
 * Leaves out a part, or the nearest part around it that can be: what lacks a required key goes, and a list goes as
 * a whole because paths count its items. Undefined: that would be the whole document.
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
