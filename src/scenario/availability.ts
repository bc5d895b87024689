/** A stretch of time in ms since the epoch. */
export interface Period {
  fromMs: number;
  toMs: number;
}

/**
 * The longest time without an acknowledgement while posts were under way, in ms; null where none were. The begin and the end of
 * the posts count as edges, so that posts that were never acknowledged are one long gap.
 * @param acknowledgedAtMs when each acknowledgement came, in any order
 * @param within only gaps that overlap it count
 */
export function longestGapMs(
  acknowledgedAtMs: readonly number[],
  posting: readonly Period[],
  within: Period = { fromMs: -Infinity, toMs: Infinity },
): number | null {
  const acknowledged = [...acknowledgedAtMs].sort((a, b) => a - b);
  let longest: number | null = null;
  for (const period of posting) {
    const inside = acknowledged.filter((atMs) => atMs >= period.fromMs && atMs <= period.toMs);
    const edges = [period.fromMs, ...inside, period.toMs];
    for (const [index, toMs] of edges.entries()) {
      const fromMs = edges[index - 1];
      if (fromMs === undefined || toMs < within.fromMs || fromMs > within.toMs) continue;
      longest = Math.max(longest ?? 0, toMs - fromMs);
    }
  }
  return longest;
}
