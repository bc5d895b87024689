/** A server that says "now" must not be asked in a tight loop. */
const leastMs = 100;

/**
 * How long a `Retry-After` header asks to wait, in ms; undefined where there is none, or none that can be read.
 * @param nowMs in ms since the epoch, for a header that names a time
 * @see RFC 9110, section 10.2.3
 */
export function readRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.max(leastMs, Number(text) * 1_000);
  // Date.parse takes far more for a date than the three forms of HTTP, all of which begin with the day of the week.
  const atMs = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(leastMs, atMs - nowMs);
}
