const secondMs = 1_000;
const minuteSeconds = 60;

/** A duration for people, such as `8.4 s` or `3 min 12 s`. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / secondMs);
  if (seconds < minuteSeconds) return `${(ms / secondMs).toFixed(1)} s`;
  return `${Math.floor(seconds / minuteSeconds)} min ${seconds % minuteSeconds} s`;
}
