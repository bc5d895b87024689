import type { Period } from '../steps/period.ts';

/**
 * The longest time without an acknowledgement while posts were under way, in ms; null if none were. The start and the
 * end of the posts count as edges, so posts that were never acknowledged form one long gap.
 * @param acknowledgedAtMs when each acknowledgement came, in ascending order
 * @param within only gaps that overlap it count
 */
export function longestGapMs(
  acknowledgedAtMs: readonly number[],
  posting: readonly Period[],
  within: Period = { fromMs: -Infinity, toMs: Infinity },
): number | null {
  let longest: number | null = null;
  for (const period of posting) {
    if (period.toMs < within.fromMs || period.fromMs > within.toMs) continue;
    let fromMs = period.fromMs;
    for (let index = firstNotBefore(acknowledgedAtMs, fromMs); fromMs <= within.toMs; index += 1) {
      const toMs = Math.min(acknowledgedAtMs[index] ?? Infinity, period.toMs);
      if (toMs >= within.fromMs) longest = Math.max(longest ?? 0, toMs - fromMs);
      if (toMs === period.toMs) break;
      fromMs = toMs;
    }
  }
  return longest;
}

/** Index of the first time that is not before `atMs`; binary search, because journals can be very long. */
function firstNotBefore(ascending: readonly number[], atMs: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((ascending[middle] ?? Infinity) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
