import type { PostCounts, Sample } from '../wire/page-state.ts';

/** What a sample counted, and when. */
export interface Counted {
  atMs: number;
  posts: PostCounts;
  logged: number | null;
  received: number | null;
}

type Rates = Pick<Sample, 'postedPerSecond' | 'refusedPerSecond' | 'loggedPerSecond' | 'receivedPerSecond'>;

/** Messages per second between two counts; null: unknown, as after an instance was started again and counts from 0. */
export function perSecond(before: Counted | undefined, now: Counted): Rates {
  const rate = (from: number | null | undefined, to: number | null): number | null => {
    const ms = now.atMs - (before?.atMs ?? now.atMs);
    if (typeof from !== 'number' || to === null || ms <= 0 || to < from) return null;
    return ((to - from) * 1_000) / ms;
  };
  return {
    postedPerSecond: rate(before?.posts.acknowledged, now.posts.acknowledged),
    refusedPerSecond: rate(before?.posts.refused, now.posts.refused),
    loggedPerSecond: rate(before?.logged, now.logged),
    receivedPerSecond: rate(before?.received, now.received),
  };
}
