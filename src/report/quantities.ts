/** A duration in ms as text: 477 ms, 12.3 s, 2 min 05 s. */
export function duration(ms: number): string {
  const rounded = Math.round(ms);
  if (rounded < 1_000) return `${rounded} ms`;
  if (rounded < 59_950) return `${(rounded / 1_000).toFixed(1)} s`;
  const seconds = Math.round(rounded / 1_000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** A point in time of the run as text, in seconds from its start. */
export function moment(ms: number): string {
  return `${(ms / 1_000).toFixed(3)} s`;
}

const grouped = new Intl.NumberFormat('en');

export function number(value: number): string {
  return grouped.format(value);
}

const short = new Intl.NumberFormat('en', { notation: 'compact' });

/** A short number for an axis: 1,000 and 20K. */
export function axisNumber(value: number): string {
  return value < 10_000 ? number(value) : short.format(value);
}

/** `1 message`, `2,000 messages`. */
export function count(value: number, noun: string): string {
  return `${number(value)} ${noun}${value === 1 ? '' : 's'}`;
}
