/** A server that answers "0 s" must not be asked in a tight loop. */
const leastMs = 100;

/**
 * The pause in ms that a `Retry-After` header requests; undefined if there is none or it is invalid.
 * @param nowMs in ms since the epoch, for a header that names a time
 * @see RFC 9110, section 10.2.3
 */
export function readRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.max(leastMs, Number(text) * 1_000);
  // Date.parse accepts far more than the three date forms of HTTP, which all begin with the day of the week.
  const atMs = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(leastMs, atMs - nowMs);
}
