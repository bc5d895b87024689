import type { Observations } from './observations.ts';

/** For each category, what must be observed to know it. */
const needs = {
  lost: ['received', 'queued'],
  duplicated: ['received'],
  unexpected: ['received'],
  refusedYetDelivered: ['received'],
  undelivered: ['queued'],
  recovered: ['received'],
  unlogged: ['logged'],
  loggedTwice: ['logged'],
  notReceived: ['received'],
} as const;

export type CategoryKey = keyof typeof needs;
export type UnknownCategories = Partial<Record<CategoryKey, string>>;

/** The categories that cannot be known, and why; undefined: all are known. */
export function unknownCategories(
  unobservable: Observations['unobservable'] = {},
): UnknownCategories | undefined {
  const unknown = Object.entries(needs).flatMap(([category, sources]) => {
    const reasons = sources.flatMap((source) => unobservable[source] ?? []);
    return reasons.length === 0 ? [] : [[category, reasons.join('; ')] as const];
  });
  return unknown.length === 0 ? undefined : Object.fromEntries(unknown);
}
