/** A value during a period, in ms from the start of the run; null while there was no answer. */
export interface Segment<T> {
  fromMs: number;
  toMs: number;
  value: T | null;
}

/** More steps than this cannot be distinguished on a page. */
const mostSegments = 600;

/**
 * Each sample is valid until the next one, the last until `endMs`; equal neighbours are joined. If numbers change too
 * often to be visible, the highest of neighbours is kept.
 */
export function segmentsOf<T extends number | string>(
  samples: readonly { atMs: number; value: T | null }[],
  endMs: number,
): Segment<T>[] {
  const segments: Segment<T>[] = [];
  for (const [index, { atMs, value }] of samples.entries()) {
    const toMs = samples[index + 1]?.atMs ?? Math.max(endMs, atMs);
    const last = segments.at(-1);
    if (last?.value === value) last.toMs = toMs;
    else segments.push({ fromMs: atMs, toMs, value });
  }
  return segments.length > mostSegments ? thin(segments) : segments;
}

function thin<T extends number | string>(segments: readonly Segment<T>[]): Segment<T>[] {
  const size = Math.ceil(segments.length / mostSegments);
  const thinned: Segment<T>[] = [];
  for (let start = 0; start < segments.length; start += size) {
    const group = segments.slice(start, start + size);
    const [first] = group;
    if (first === undefined) break;
    const highest = group.reduce((best, { value }) => higher(best, value), first.value);
    thinned.push({ fromMs: first.fromMs, toMs: group.at(-1)?.toMs ?? first.toMs, value: highest });
  }
  return thinned;
}

function higher<T extends number | string>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  return b > a ? b : a;
}

export function highestOf(segments: readonly Segment<number>[]): number {
  return segments.reduce((highest, { value }) => Math.max(highest, value ?? 0), 0);
}
